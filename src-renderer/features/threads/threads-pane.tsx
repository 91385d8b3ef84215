import { FolderOpen, TriangleAlert } from 'lucide-react';
import { Button } from '../../ui/button';
import { StateView } from '../../ui/state-view';
import { useCommand } from '../commands/command-context';
import { useSettings } from '../settings/use-settings';
import { FilterBar } from './filter-bar';
import { ListSkeleton } from './list-skeleton';
import { ListStatus } from './list-status';
import { NoResults } from './no-results';
import { ObstacleNotice } from './obstacle-notice';
import { SearchField } from './search-field';
import { ThreadList } from './thread-list';
import styles from './threads-pane.module.css';
import { useThreads } from './threads-model';

/** Moves the focus to the list of threads. */
export function focusThreadList(): void {
  document.getElementById('thread-list')?.focus();
}

/** The middle pane: filters, and the threads that pass them. */
export function ThreadsPane({ onOpen }: { onOpen: () => void }) {
  const { clearFilters } = useThreads();
  useCommand('clear-filters', clearFilters);
  return (
    <>
      <div className={styles.head}>
        <SearchField onLeave={focusThreadList} />
      </div>
      <FilterBar />
      <ListStatus />
      <ObstacleNotice />
      <Content onOpen={onOpen} />
    </>
  );
}

function Content({ onOpen }: { onOpen: () => void }) {
  const { collection, rows, entries, reload } = useThreads();
  const { density } = useSettings().settings;
  if (collection.error && entries.length === 0)
    return (
      <StateView
        icon={TriangleAlert}
        tone="danger"
        title="The threads cannot be listed"
        actions={<Button onClick={reload}>Try again</Button>}
      >
        <p>{collection.error.message}</p>
      </StateView>
    );
  if (collection.phase === 'first') return <ListSkeleton density={density} />;
  if (entries.length === 0)
    return collection.phase === 'complete' && !collection.refreshing ? (
      <StateView icon={FolderOpen} title="No threads yet">
        <p>Threads that you start in Codex appear here by themselves.</p>
      </StateView>
    ) : (
      <ListSkeleton density={density} />
    );
  return rows.length === 0 ? <NoResults /> : <ThreadList onOpen={onOpen} />;
}
