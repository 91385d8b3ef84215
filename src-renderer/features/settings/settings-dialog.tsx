import type { Settings } from '@contracts/settings';
import { Dialog } from '../../ui/dialog';
import { SegmentedChoice } from './segmented-choice';
import styles from './settings-dialog.module.css';
import { useChangeSettings, useSettings } from './use-settings';

const themes: { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const densities: { value: Settings['density']; label: string }[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'comfortable', label: 'Comfortable' },
];
const views: { value: Settings['view']; label: string }[] = [
  { value: 'everything', label: 'Everything' },
  { value: 'model', label: 'As the model saw it' },
];

/** The settings; each change counts at once. */
export function SettingsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { settings } = useSettings();
  const change = useChangeSettings();
  return (
    <Dialog open={open} onClose={onClose} title="Settings">
      <div className={styles.body}>
        <SegmentedChoice
          label="Theme"
          value={settings.theme}
          options={themes}
          onChange={(theme) => change({ theme })}
        />
        <SegmentedChoice
          label="Density"
          value={settings.density}
          options={densities}
          onChange={(density) => change({ density })}
        />
        <SegmentedChoice
          label="Threads open with"
          hint="Everything shows rolled back and reverted turns in place, dimmed and struck."
          value={settings.view}
          options={views}
          onChange={(view) => change({ view })}
        />
      </div>
      <p className={styles.note}>
        Kept in Skein’s own folder. Into your Codex home Skein writes only what you apply.
      </p>
    </Dialog>
  );
}
