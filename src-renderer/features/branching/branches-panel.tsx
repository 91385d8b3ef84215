import { GitFork, ScanSearch } from 'lucide-react';
import { counted } from '../../ui/format';
import { isoTime, relativeTime } from '../../ui/relative-time';
import { useNow } from '../../ui/use-now';
import { Panel } from '../thread/header/panel';
import { useOpenThread } from '../thread/open-thread';
import type { Entry } from '../threads/thread-index';
import { threadTitle } from '../threads/thread-title';
import { useThreads } from '../threads/threads-model';
import styles from './branches-panel.module.css';

/** Reviews and forks of a thread, newest first, each a way to it; nothing where there are none. */
export function BranchesPanel({ threadId }: { threadId: string }) {
  const { entries } = useThreads();
  const branches = entries
    .filter(({ thread, states }) => thread.forkedFromId === threadId && !states.includes('agent'))
    .sort((a, b) => b.thread.createdAt - a.thread.createdAt);
  const isReview = ({ thread }: Entry) => thread.reviewOf === threadId;
  const reviews = branches.filter(isReview);
  const forks = branches.filter((entry) => !isReview(entry));
  return (
    <>
      {reviews.length > 0 && (
        <Panel
          label="Reviews of the thread"
          icon={ScanSearch}
          words={counted(reviews.length, 'review')}
          title="Reviews that were written about this thread"
        >
          <BranchList branches={reviews} />
        </Panel>
      )}
      {forks.length > 0 && (
        <Panel
          label="Forks of the thread"
          icon={GitFork}
          words={counted(forks.length, 'fork')}
          title="Threads that were forked from this one"
        >
          <BranchList branches={forks} />
        </Panel>
      )}
    </>
  );
}

function BranchList({ branches }: { branches: readonly Entry[] }) {
  const openThread = useOpenThread();
  const now = useNow();
  return (
    <ul className={styles.list}>
      {branches.map(({ thread }) => (
        <li key={thread.id}>
          <button type="button" className={styles.branch} onClick={() => openThread(thread.id)}>
            <span className="truncate">{threadTitle(thread).text}</span>
            {thread.archived && <span className={styles.fact}>archived</span>}
            <span className={styles.fact}>
              {thread.turnCount !== null && counted(thread.turnCount, 'turn')}
            </span>
            <time className={styles.time} title={isoTime(thread.createdAt * 1000)}>
              {relativeTime(thread.createdAt * 1000, now)}
            </time>
          </button>
        </li>
      ))}
    </ul>
  );
}
