import { PlugZap } from 'lucide-react';
import { useAppearance } from '../features/settings/use-appearance';
import { useStored } from '../features/settings/use-settings';
import { Button } from '../ui/button';
import { StateView } from '../ui/state-view';
import { Shell } from './shell';
import { ShellSkeleton } from './shell-skeleton';
import { useAppInfo, useFollowAppInfo } from './use-app-info';
import { useMarkPainted } from './use-mark-painted';

/** Waits for the settings and for main's description of itself, which are there in a few ms as a rule. */
export function BootGate() {
  const info = useAppInfo();
  const stored = useStored();
  useFollowAppInfo();
  useAppearance(
    stored.data?.settings ?? { theme: 'system', density: 'compact', view: 'everything' },
    info.data?.platform,
  );
  const error = info.error ?? stored.error;
  useMarkPainted(error !== null);

  if (error)
    return (
      <StateView
        icon={PlugZap}
        size="page"
        tone="danger"
        title="Skein could not start"
        actions={<Button onClick={() => window.location.reload()}>Load the window again</Button>}
      >
        <p>{error.message}</p>
      </StateView>
    );
  if (!info.data || !stored.data) return <ShellSkeleton />;
  return <Shell info={info.data} place={stored.data.place} />;
}
