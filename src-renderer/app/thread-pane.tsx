import { MessagesSquare } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useThreads } from '../features/threads/threads-model';
import { StateView } from '../ui/state-view';
import { useSettled } from '../ui/use-settled';
import styles from './shell.module.css';

// The thread brings Markdown and highlighting with it; the list does not wait for them.
const ThreadView = lazy(() =>
  import('../features/thread/thread-view').then((module) => ({ default: module.ThreadView })),
);

const paneId = 'thread-pane';

/** Moves the focus to the thread: to what it marks as its body, else to the pane. */
export function focusThread(): void {
  const pane = document.getElementById(paneId);
  (pane?.querySelector<HTMLElement>('[data-thread-body]') ?? pane)?.focus();
}

/** The right pane: the selected thread. The selection moves at once, the thread follows when it rests. */
export function ThreadPane() {
  const { selectedId, entries } = useThreads();
  const threadId = useSettled(selectedId);
  return (
    <main id={paneId} className={styles.thread} data-scope="thread" aria-label="Thread" tabIndex={-1}>
      {threadId === null ? (
        entries.length > 0 && (
          <StateView icon={MessagesSquare} title="No thread selected">
            <p>Pick one from the list.</p>
          </StateView>
        )
      ) : (
        <Suspense fallback={null}>
          <ThreadView key={threadId} threadId={threadId} />
        </Suspense>
      )}
    </main>
  );
}
