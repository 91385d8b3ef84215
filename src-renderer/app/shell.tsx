import type { AppInfo } from '@contracts/app';
import type { Place } from '@contracts/settings';
import { EditsProvider } from '../features/edits/edits-provider';
import { HomeView } from '../features/home/home-view';
import { StoreFailedView } from '../features/home/store-failed-view';
import { ReviewsProvider } from '../features/review/reviews-provider';
import { ThreadsProvider } from '../features/threads/threads-provider';
import { Overlays } from './overlays';
import { Panes } from './panes-view';
import styles from './shell.module.css';
import { StatusBar } from './status-bar';
import { StoreNotice } from './store-notice';
import { useMarkPainted } from './use-mark-painted';

/** Everything in the window: the panes or what stands in their place, the bottom line, and what lies above. */
export function Shell({ info, place }: { info: AppInfo; place: Place }) {
  const { home, store } = info;
  const failed = store.state === 'failed';
  const problem = home.state === 'ready' ? null : home.state;
  useMarkPainted(failed || problem !== null);
  return (
    <ThreadsProvider homePath={home.path} place={place}>
      <EditsProvider>
        <div className={styles.shell}>
          <header className="sr-only">
            <h1>Skein</h1>
          </header>
          <StoreNotice store={store} />
          {failed ? (
            <StoreFailedView store={store} />
          ) : problem ? (
            <HomeView home={home} problem={problem} />
          ) : (
            <ReviewsProvider homePath={home.path}>
              <Panes place={place} />
            </ReviewsProvider>
          )}
          <StatusBar info={info} />
          <Overlays />
        </div>
      </EditsProvider>
    </ThreadsProvider>
  );
}
