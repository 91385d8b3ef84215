import { ChevronRight, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { classNames } from '../../ui/class-names';
import { IconButton } from '../../ui/icon-button';
import type { FindingFaults } from './check-review';
import { Choice } from './choice';
import type { DraftFinding } from './draft-keeper';
import { Field } from './field';
import { FindingPlace } from './finding-place';
import { NumberInput } from './number-input';
import styles from './review.module.css';

/** The words of Codex's own reviewer for its priorities. */
export const priorities = [
  { value: 0, label: 'P0', title: 'Drop everything to fix it' },
  { value: 1, label: 'P1', title: 'Urgent: fix it in the next cycle' },
  { value: 2, label: 'P2', title: 'Normal: fix it eventually' },
  { value: 3, label: 'P3', title: 'Low: nice to have' },
] as const;

interface Props {
  finding: DraftFinding;
  /** From 1. */
  number: number;
  isOpen: boolean;
  /** It was just added: its title gets the focus. */
  isNew: boolean;
  faults: FindingFaults | undefined;
  onToggle: () => void;
  onChange: (part: Partial<DraftFinding>) => void;
  onRemove: () => void;
}

/** One finding: a line that tells it, and the form when it is open. */
export function FindingCard({ finding, number, isOpen, isNew, faults, onToggle, onChange, onRemove }: Props) {
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isNew) return;
    title.current?.focus();
    title.current?.closest('li')?.scrollIntoView?.({ block: 'nearest' });
  }, [isNew]);
  return (
    <li className={styles.finding}>
      <div className={styles.findingHead}>
        <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronRight className={classNames(styles.chevron, isOpen && styles.open)} size={14} aria-hidden />
          <span className={styles.priority} data-priority={finding.priority}>
            P{finding.priority}
          </span>{' '}
          <span className={classNames(styles.findingTitle, 'truncate')}>
            {finding.title.trim() || `Finding ${number}`}
          </span>
          {faults && !isOpen && <span className={styles.fault}>incomplete</span>}
        </button>
        <IconButton icon={Trash2} label={`Remove finding ${number}`} onClick={onRemove} />
      </div>
      {isOpen && (
        <div className={styles.form}>
          <Field label="Title" fault={faults?.title}>
            {(control) => (
              <input
                {...control}
                ref={title}
                className={styles.input}
                maxLength={500}
                placeholder="What is wrong, in one line"
                value={finding.title}
                onChange={(event) => onChange({ title: event.target.value })}
              />
            )}
          </Field>
          <Field label="Explanation">
            {(control) => (
              <textarea
                {...control}
                className={styles.text}
                maxLength={50_000}
                placeholder="Why it matters, and when it shows (Markdown)"
                value={finding.body}
                onChange={(event) => onChange({ body: event.target.value })}
              />
            )}
          </Field>
          <div className={styles.line}>
            <Choice
              label="Priority"
              value={finding.priority}
              options={priorities}
              onChange={(priority) => onChange({ priority })}
            />
            <Field label="Confidence, %" className={styles.confidence}>
              {(control) => (
                <NumberInput
                  {...control}
                  value={Math.round(finding.confidence * 100)}
                  max={100}
                  step={5}
                  onValue={(percent) => onChange({ confidence: percent / 100 })}
                />
              )}
            </Field>
          </div>
          <FindingPlace finding={finding} faults={faults} onChange={onChange} />
        </div>
      )}
    </li>
  );
}
