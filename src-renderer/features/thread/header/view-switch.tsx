import type { Settings } from '@contracts/settings';
import { useId } from 'react';
import styles from './header.module.css';

const options = [
  {
    value: 'everything',
    label: 'Everything',
    title: 'All turns, those rolled back or reverted in their place',
  },
  {
    value: 'model',
    label: 'As the model saw it',
    title: 'Without the turns that were rolled back or reverted',
  },
] as const;

interface Props {
  view: Settings['view'];
  onView: (view: Settings['view']) => void;
}

/** Shows or hides what the model no longer saw: native radio buttons, so the keys are those of the system. */
export function ViewSwitch({ view, onView }: Props) {
  const name = useId();
  return (
    <div className={styles.switch} role="radiogroup" aria-label="Which turns are shown">
      {options.map(({ value, label, title }) => (
        <label key={value} className={styles.option} title={title}>
          <input
            className="sr-only"
            type="radio"
            name={name}
            checked={value === view}
            onChange={() => onView(value)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}
