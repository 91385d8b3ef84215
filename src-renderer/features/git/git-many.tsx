import { X } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../ui/button';
import { counted, fullCount } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { useSettled } from '../../ui/use-settled';
import { useEdits } from '../edits/edits-context';
import { PlanCounts } from '../edits/plan-counts';
import { PlanTable } from '../edits/plan-table';
import { usePlan } from '../edits/use-plan';
import { useTargets } from '../edits/use-targets';
import { useThreads } from '../threads/threads-model';
import { gitFields } from './git-fields';
import styles from './git-many.module.css';
import { noRule, requestOf } from './git-rule';
import { knownValues } from './known-values';
import { RuleField } from './rule-field';
import { useSameIds } from './use-same-ids';

/** Typing is not followed letter by letter: a plan reads every thread. */
const restMs = 300;

/** Git of many threads at once: for which, a rule, and what it would change, before anything is written. */
export function GitMany({ onClose }: { onClose: () => void }) {
  const { entries, marked, passing } = useThreads();
  const targets = useTargets();
  const { apply, holdPlan } = useEdits();
  const [scope, setScope] = useState<'selected' | 'passing'>(() =>
    marked.length > 0 ? 'selected' : 'passing',
  );
  const [rule, setRule] = useState(noRule);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => view.current?.querySelector<HTMLElement>('input:checked')?.focus(), []);

  const chosen = useMemo(() => targets.map(({ id }) => id), [targets]);
  // A thread that moves up in the list while the plan is read must not make another plan.
  const ids = useSameIds(scope === 'selected' ? chosen : passing);
  const threads = useMemo(() => {
    const wanted = new Set(ids);
    return entries.filter(({ thread }) => wanted.has(thread.id)).map(({ thread }) => thread);
  }, [entries, ids]);
  const request = useMemo(() => requestOf(rule, ids), [rule, ids]);
  const settled = useSettled(useDeferredValue(request), restMs);
  const { plan, error, isPlanning, take, again } = usePlan(settled);
  const isCurrent = plan !== null && request !== null && settled === request && !isPlanning;
  const isChange = plan !== null && plan.counts.changing > 0;
  useEffect(() => (isChange ? holdPlan() : undefined), [isChange, holdPlan]);

  const start = () => {
    if (!plan || !request || !isCurrent || !isChange) return;
    take();
    // What was done is no longer a change: the preview is made anew when the dialog has told how it went.
    apply(plan, request, { onDone: again, onFailed: again });
  };
  return (
    <div
      ref={view}
      className={styles.view}
      role="region"
      aria-label="Edit git of many threads"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) start();
      }}
    >
      <header className={styles.top}>
        <h2 className={styles.title}>Edit git of many threads</h2>
        <IconButton icon={X} label="Close this view" onClick={onClose} />
      </header>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <div className={styles.scope} role="radiogroup" aria-label="Which threads">
          <label className={styles.radio}>
            <input
              type="radio"
              name="git-scope"
              checked={scope === 'selected'}
              onChange={() => setScope('selected')}
            />
            {marked.length > 0 ? `${counted(marked.length, 'selected thread')}` : 'The selected thread'}
          </label>
          <label className={styles.radio}>
            <input
              type="radio"
              name="git-scope"
              checked={scope === 'passing'}
              onChange={() => setScope('passing')}
            />
            All {fullCount(passing.length)} that fit the filters of the list
          </label>
        </div>
        {gitFields.map(({ field, label }) => (
          <RuleField
            key={field}
            field={field}
            label={label}
            edit={rule.edits[field]}
            onEdit={(edit) => setRule({ ...rule, edits: { ...rule.edits, [field]: edit } })}
            known={knownValues(threads, field)}
          />
        ))}
        <div className={styles.rule}>
          <span className={styles.name}>Only where</span>
          <label className={styles.only}>
            <input
              type="checkbox"
              checked={rule.onlyBranch !== null}
              onChange={(event) => setRule({ ...rule, onlyBranch: event.target.checked ? '' : null })}
            />
            branch is
          </label>
          <input
            className={styles.input}
            aria-label="Branch that the threads are on now"
            placeholder={rule.onlyBranch === null ? 'any' : 'none'}
            value={rule.onlyBranch ?? ''}
            list="git-many-branches"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setRule({ ...rule, onlyBranch: event.target.value })}
          />
          <datalist id="git-many-branches">
            {knownValues(threads, 'branch').map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </datalist>
        </div>
      </form>
      <div className={styles.preview} data-stale={!isCurrent || undefined}>
        {error ? (
          <p className={styles.error} role="alert">
            {error.message}
          </p>
        ) : plan && request ? (
          <>
            <PlanCounts counts={plan.counts} />
            <PlanTable key={plan.planId} plan={plan} />
          </>
        ) : (
          <p className={styles.empty}>
            {request
              ? 'Planning …'
              : 'Set or clear a field: what it would change is listed here, thread by thread.'}
          </p>
        )}
      </div>
      <div className={styles.foot}>
        <p className={styles.hint}>
          {plan && request ? 'Nothing is written before you apply. One undo takes all of it back.' : ''}
        </p>
        <Button disabled={rule === noRule} onClick={() => setRule(noRule)}>
          Reset
        </Button>
        <Button
          look="primary"
          disabled={!isCurrent || plan === null || plan.counts.changing === 0}
          onClick={start}
        >
          {!plan || !request
            ? 'Apply'
            : isChange
              ? `Apply ${counted(plan.counts.changing, 'change')}`
              : 'Nothing to change'}
        </Button>
      </div>
    </div>
  );
}
