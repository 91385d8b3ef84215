import type { Place } from '@contracts/settings';
import { useCommand } from '../features/commands/command-context';
import { SideHead } from '../features/home/side-head';
import { ReviewPane } from '../features/review/review-pane';
import { useReviews } from '../features/review/reviews-context';
import { Sidebar } from '../features/threads/sidebar';
import { focusThreadList, ThreadsPane } from '../features/threads/threads-pane';
import { useThreads } from '../features/threads/threads-model';
import { ErrorBoundary } from '../ui/error-boundary';
import { PaneSeparator } from '../ui/pane-separator';
import { focusThread, ThreadPane } from './thread-pane';
import { initialPanes, paneLimits } from './panes';
import styles from './shell.module.css';
import { useMarkPainted } from './use-mark-painted';
import { usePanes } from './use-panes';

/** Projects, threads and the thread side by side. */
export function Panes({ place }: { place: Place }) {
  const { openId } = useReviews();
  const { panes, fitted, change } = usePanes(place, openId !== null);
  const { collection, selectedId } = useThreads();
  useMarkPainted(collection.phase !== 'first' || collection.error !== null);
  useCommand('sidebar', () => change({ isSideShown: !panes.isSideShown }));
  // Esc steps from the thread, and from the projects, to the list.
  useCommand('back', () => {
    const scope = document.activeElement?.closest<HTMLElement>('[data-scope]')?.dataset.scope;
    if (scope !== 'thread' && scope !== 'side') return false;
    focusThreadList();
    return undefined;
  });

  return (
    <div className={styles.panes}>
      {fitted.side > 0 && (
        <nav
          id="side-pane"
          className={styles.side}
          style={{ width: fitted.side }}
          data-scope="side"
          aria-label="Projects"
        >
          <ErrorBoundary what="The project list">
            <SideHead />
            <Sidebar />
          </ErrorBoundary>
          <PaneSeparator
            label="Width of the project list"
            controls="side-pane"
            width={fitted.side}
            {...paneLimits.side}
            onResize={(side) => change({ side })}
            onReset={() => change({ side: initialPanes.side })}
          />
        </nav>
      )}
      <section id="list-pane" className={styles.list} style={{ width: fitted.list }} aria-label="Thread list">
        <ErrorBoundary what="The thread list">
          <ThreadsPane onOpen={focusThread} />
        </ErrorBoundary>
        <PaneSeparator
          label="Width of the thread list"
          controls="list-pane"
          width={fitted.list}
          {...paneLimits.list}
          onResize={(list) => change({ list })}
          onReset={() => change({ list: initialPanes.list })}
        />
      </section>
      <ErrorBoundary what="The thread" resetKey={selectedId}>
        <ThreadPane />
      </ErrorBoundary>
      {openId !== null && (
        <aside
          id="review-pane"
          className={styles.review}
          style={{ width: fitted.review }}
          data-scope="review"
          aria-label="Review"
        >
          <ErrorBoundary what="The review" resetKey={openId}>
            <ReviewPane key={openId} threadId={openId} onLeave={focusThread} />
          </ErrorBoundary>
          <PaneSeparator
            label="Width of the review"
            controls="review-pane"
            edge="left"
            width={fitted.review}
            {...paneLimits.review}
            onResize={(review) => change({ review })}
            onReset={() => change({ review: initialPanes.review })}
          />
        </aside>
      )}
    </div>
  );
}
