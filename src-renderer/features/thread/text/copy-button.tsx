import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { counted } from '../../../ui/format';
import { visibleText } from './control-marks';
import styles from './text.module.css';

/** How long the button says what it did, in ms. */
const saidFor = 2500;

interface Props {
  text: string;
  /** What is copied, for the label: `Copy command`. */
  what: string;
  /** Shows the name beside the sign. */
  named?: boolean;
  tabIndex?: number;
}

/** Copies exactly what is visible: hidden characters stay behind, and the button says how many. */
export function CopyButton({ text, what, named = false, tabIndex }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), saidFor);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async () => {
    const visible = visibleText(text);
    // A line end at the end of a pasted command would run it.
    await navigator.clipboard.writeText(visible.text.replace(/[\r\n]+$/, ''));
    setHidden(visible.hidden);
    setSaid(
      visible.hidden === 0 ? 'Copied' : `Copied without ${counted(visible.hidden, 'hidden character')}`,
    );
  };
  const label = `Copy ${what}`;
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={styles.copy}
      data-warned={(said !== null && hidden > 0) || undefined}
      aria-label={label}
      title={label}
      onClick={() => {
        copy().catch(() => setSaid('Could not copy'));
      }}
    >
      {said === null ? <Copy size={13} aria-hidden /> : <Check size={13} aria-hidden />}
      {named && said === null && <span>{what}</span>}
      <span role="status">{said}</span>
    </button>
  );
}
