import type { KeyboardEvent, PointerEvent } from 'react';
import { classNames } from './class-names';
import styles from './pane-separator.module.css';

interface PaneSeparatorProps {
  /** What it resizes, as in "Width of the thread list". */
  label: string;
  /** Id of the pane that it belongs to. */
  controls: string;
  /** The pane's edge that it is; the right one when it is not said. */
  edge?: 'left' | 'right';
  /** Width of the pane, in CSS pixels. */
  width: number;
  min: number;
  max: number;
  onResize: (width: number) => void;
  /** Back to the width that it came with. */
  onReset: () => void;
}

const step = 16;

/** An edge of a pane: dragged, moved with the arrow keys, double-clicked to reset. */
export function PaneSeparator(props: PaneSeparatorProps) {
  const { label, controls, edge = 'right', width, min, max, onResize, onReset } = props;
  /** Which way the edge moves when the pane grows. */
  const way = edge === 'right' ? 1 : -1;
  const resize = (to: number) => onResize(Math.round(Math.min(max, Math.max(min, to))));

  const drag = (down: PointerEvent<HTMLDivElement>) => {
    if (down.button !== 0) return;
    const line = down.currentTarget;
    line.setPointerCapture(down.pointerId);
    const move = (event: globalThis.PointerEvent) => resize(width + way * (event.clientX - down.clientX));
    const stop = () => {
      line.removeEventListener('pointermove', move);
      line.removeEventListener('lostpointercapture', stop);
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', stop);
  };

  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: width - way * step, ArrowRight: width + way * step, Home: min, End: max }[
      event.key
    ];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    resize(to);
  };

  return (
    <div
      className={classNames(styles.separator, styles[edge])}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onDoubleClick={onReset}
      onKeyDown={press}
    />
  );
}
