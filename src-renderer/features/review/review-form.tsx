import { Plus } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Button } from '../../ui/button';
import { fullCount } from '../../ui/format';
import { useEdits } from '../edits/edits-context';
import type { ReviewFaults } from './check-review';
import { Choice } from './choice';
import type { DraftKeeper, DraftState } from './draft-keeper';
import { Field } from './field';
import { FindingCard } from './finding-card';
import { newFinding } from './finding-of-item';
import { NumberInput } from './number-input';
import styles from './review.module.css';

const verdicts = [
  { value: 'patch is correct', label: 'Patch is correct' },
  { value: 'patch is incorrect', label: 'Patch is incorrect' },
] as const;

interface Props {
  keeper: DraftKeeper;
  state: DraftState;
  /** What is shown as wrong; null before the user wanted to finish. */
  faults: ReviewFaults | null;
  form: RefObject<HTMLDivElement | null>;
}

/** Verdict and findings. */
export function ReviewForm({ keeper, state, faults, form }: Props) {
  const { draft, keys, added } = state;
  const { notify } = useEdits();
  // Those that are not as they are by themselves: the one that was added last is open, the others are folded.
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const isOpen = (key: number, at: number) =>
    faults?.findings.has(at) || (key === added) !== toggled.has(key);
  const toggle = (key: number) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const remove = (key: number) => {
    const removed = keeper.remove(key);
    if (!removed) return;
    const { finding, place } = removed;
    notify({
      text: `Finding removed: ${finding.title.trim() || 'without a title'}`,
      actions: [{ label: 'Put it back', run: () => void keeper.add(finding, place) }],
    });
  };

  return (
    <div ref={form} className={styles.body}>
      <div className={styles.line}>
        <Choice
          label="Verdict"
          value={draft.verdict}
          options={verdicts}
          fault={faults?.verdict}
          onChange={(verdict) => keeper.change({ verdict })}
        />
        <Field label="Confidence, %" className={styles.confidence}>
          {(control) => (
            <NumberInput
              {...control}
              value={Math.round(draft.confidence * 100)}
              max={100}
              step={5}
              onValue={(percent) => keeper.change({ confidence: percent / 100 })}
            />
          )}
        </Field>
      </div>
      <Field label="Explanation of the verdict" fault={faults?.explanation}>
        {(control) => (
          <textarea
            {...control}
            className={styles.text}
            maxLength={100_000}
            placeholder="What was reviewed, and what the verdict rests on"
            value={draft.explanation}
            onChange={(event) => keeper.change({ explanation: event.target.value })}
          />
        )}
      </Field>
      <section className={styles.findings} aria-label="Findings">
        <header className={styles.findingsHead}>
          <h3>Findings</h3>
          <span className={styles.count}>{fullCount(draft.findings.length)}</span>
          <Button look="quiet" onClick={() => void keeper.add(newFinding)}>
            <Plus size={14} strokeWidth={1.75} aria-hidden />
            Add a finding
          </Button>
        </header>
        {draft.findings.length === 0 ? (
          <p className={styles.none}>
            None yet. On a command or a file change of the transcript, <kbd>N</kbd> adds one with its place.
          </p>
        ) : (
          <ul>
            {draft.findings.map((finding, at) => {
              const key = keys[at] ?? -1;
              return (
                <FindingCard
                  key={key}
                  finding={finding}
                  number={at + 1}
                  isOpen={isOpen(key, at)}
                  isNew={key === added}
                  faults={faults?.findings.get(at)}
                  onToggle={() => toggle(key)}
                  onChange={(part) => keeper.changeFinding(key, part)}
                  onRemove={() => remove(key)}
                />
              );
            })}
          </ul>
        )}
      </section>
    </div>
  );
}
