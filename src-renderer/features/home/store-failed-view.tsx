import { RotateCw, ServerCrash } from 'lucide-react';
import type { StoreState } from '@contracts/app';
import { Button } from '../../ui/button';
import { StateView } from '../../ui/state-view';
import styles from './home-view.module.css';
import { useRestartStore } from './use-restart-store';

/** After too many crashes of the store process: what happened, that nothing was harmed, and the way on. */
export function StoreFailedView({ store }: { store: StoreState }) {
  const { restart, isRestarting, error } = useRestartStore();
  return (
    <main className={styles.page}>
      <StateView
        icon={ServerCrash}
        size="page"
        tone="danger"
        title="Reading has stopped"
        actions={
          <Button look="primary" onClick={restart} disabled={isRestarting}>
            <RotateCw size={15} strokeWidth={1.75} aria-hidden />
            {isRestarting ? 'Starting …' : 'Start it again'}
          </Button>
        }
      >
        <p>
          The process that reads your Codex home ended {store.restarts} times within a minute, so Skein let it
          rest.
        </p>
        <p>Your threads are as they were: it only reads them.</p>
        {(error?.message ?? store.message) && (
          <p>
            <code className={styles.path}>{error?.message ?? store.message}</code>
          </p>
        )}
      </StateView>
    </main>
  );
}
