import { Fragment } from 'react';
import { splitControls } from './control-marks';
import { ControlMark } from './control-mark';
import styles from './text.module.css';

/** Text of a rollout as it is: line ends kept, its direction isolated from what stands around, controls marked. */
export function PlainText({ text, inline = false }: { text: string; inline?: boolean }) {
  return <bdi className={inline ? undefined : styles.plain}>{markedText(text)}</bdi>;
}

/** The same without an element around it. */
export function markedText(text: string) {
  const parts = splitControls(text);
  if (parts.length === 1 && parts[0] && 'text' in parts[0]) return text;
  return parts.map((part, nth) => (
    // Parts of one text never move: their place is their identity.
    <Fragment key={nth}>{'text' in part ? part.text : <ControlMark run={part.control} />}</Fragment>
  ));
}
