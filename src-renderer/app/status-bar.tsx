import type { AppInfo } from '@contracts/app';
import type { HomeDescription } from '@contracts/model/home';
import { Database, House, Lock, PencilLine, TriangleAlert } from 'lucide-react';
import { useEdits } from '../features/edits/edits-context';
import { counted, fullCount } from '../ui/format';
import { useThreads } from '../features/threads/threads-model';
import styles from './status-bar.module.css';
import { useIndexProgress } from './use-index-progress';

/** Why the state database is not used, in a word and in a sentence. */
const databases: Record<Exclude<HomeDescription['stateDatabase'], 'ok'>, [word: string, sentence: string]> = {
  absent: ['no database', 'This home has no state database: the list comes from the rollout files.'],
  unreadable: [
    'database unreadable',
    'The state database cannot be read: the list comes from the rollout files.',
  ],
  corrupt: ['database corrupt', 'The state database is corrupt: the list comes from the rollout files.'],
  locked: [
    'database locked',
    'The state database is locked by a program: the list comes from the rollout files.',
  ],
  unknown_schema: [
    'database too new',
    'The state database has a form that Skein does not know: the list comes from the rollout files.',
  ],
};

/** The bottom line: which home, how far the index is, what is wrong with the database, and whether a plan is open. */
export function StatusBar({ info }: { info: AppInfo }) {
  const { home, store } = info;
  const { collection, entries } = useThreads();
  const { isPlanOpen } = useEdits();
  const progress = useIndexProgress();
  const database = home.stateDatabase === 'ok' ? null : databases[home.stateDatabase];
  return (
    <footer className={styles.bar}>
      <span className={styles.item} title={`Codex home: ${home.path}`}>
        <House size={12} strokeWidth={1.75} aria-hidden />
        <span className="truncate">{home.isDemo ? 'Demo home' : home.path}</span>
      </span>
      {collection.phase !== 'first' && home.state === 'ready' && (
        <span className={`${styles.item} tabular`}>{counted(entries.length, 'thread')}</span>
      )}
      {store.state === 'starting' && <span className={styles.item}>Starting …</span>}
      {store.state === 'restarting' && <span className={styles.item}>Starting again …</span>}
      {store.state === 'failed' && (
        <span className={styles.danger}>
          <TriangleAlert size={12} strokeWidth={1.75} aria-hidden />
          Reading has stopped
        </span>
      )}
      {progress && (
        <span className={styles.item}>
          <progress
            className={styles.progress}
            value={progress.done}
            max={progress.total}
            aria-label="Indexing"
          />
          <span className="tabular">
            Indexing {fullCount(progress.done)} of {fullCount(progress.total)}
          </span>
        </span>
      )}
      <span className={styles.gap} />
      {database && home.state === 'ready' && (
        <span className={home.stateDatabase === 'absent' ? styles.item : styles.warn} title={database[1]}>
          <Database size={12} strokeWidth={1.75} aria-hidden />
          {database[0]}
        </span>
      )}
      {isPlanOpen ? (
        <span className={styles.warn} title="A plan of an edit is open. It is written when you apply it.">
          <PencilLine size={12} strokeWidth={1.75} aria-hidden />
          Plan open
        </span>
      ) : (
        <span className={styles.item} title="Skein writes nothing into your Codex home but what you apply.">
          <Lock size={12} strokeWidth={1.75} aria-hidden />
          Read-only
        </span>
      )}
    </footer>
  );
}
