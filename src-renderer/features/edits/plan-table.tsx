import type { EditPlan } from '@contracts/model/edit';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import styles from './plan.module.css';
import { PlanRow } from './plan-row';
import { usePlanEntries } from './use-plan-entries';

/** Up to so many threads are open from the start: their files and rows are seen without asking. */
const fewThreads = 1;
const lineHeight = 28;

/** The threads of a plan, those with a problem first, with old and new values. */
export function PlanTable({ plan }: { plan: EditPlan }) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { total } = plan.counts;
  const [current, setCurrent] = useState(0);
  // Those that are not as they were at first.
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const isOpen = (index: number) => toggled.has(index) !== total <= fewThreads;

  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 10,
  });
  const rows = virtual.getVirtualItems();
  const entryAt = usePlanEntries(
    plan,
    rows.map(({ index }) => index),
  );

  const toggle = (index: number) => {
    setCurrent(index);
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  };
  const go = (to: number) => {
    const index = Math.max(0, Math.min(total - 1, to));
    setCurrent(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / lineHeight) - 1);
    const to = {
      ArrowDown: current + 1,
      j: current + 1,
      ArrowUp: current - 1,
      k: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: total - 1,
    }[event.key];
    if (to !== undefined) go(to);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      if (isOpen(current) !== (event.key === 'ArrowRight')) toggle(current);
    } else if (event.key === ' ') toggle(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={scroller}
      className={styles.table}
      role="treegrid"
      aria-label="Threads of the plan"
      aria-rowcount={total}
      aria-activedescendant={`${id}${current}`}
      tabIndex={0}
      onKeyDown={press}
    >
      <div className={styles.sheet} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => (
          <div
            key={index}
            ref={virtual.measureElement}
            data-index={index}
            className={styles.slot}
            role="presentation"
            style={{ transform: `translateY(${start}px)` }}
          >
            <PlanRow
              entry={entryAt(index)}
              id={`${id}${index}`}
              index={index}
              current={index === current}
              open={isOpen(index)}
              onToggle={toggle}
            />
          </div>
        ))}
      </div>
    </div>
  );
}
