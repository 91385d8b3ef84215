import type { EditOutcome, EditPlan } from '@contracts/model/edit';
import { useEffect, useRef } from 'react';
import { ClientError } from '../../app/client-error';
import { useDelayed } from '../../ui/use-delayed';
import { useOpenThread } from '../thread/open-thread';
import { useThreads } from '../threads/threads-model';
import { ApplyProgress } from './apply-progress';
import { editDone } from './edit-words';
import { useEdits } from './edits-context';
import { nextThread } from './next-thread';
import { OutcomeView } from './outcome-view';
import { PlanCounts } from './plan-counts';
import type { Proposal } from './plan-dialog';
import { PlanError } from './plan-error';
import { OutcomeFoot, PlanFoot } from './plan-foot';
import { PlanTable } from './plan-table';
import styles from './plan.module.css';
import { useApplyPlan } from './use-apply-plan';
import { usePlan } from './use-plan';

interface PlanBodyProps {
  proposal: Proposal;
  onClose: () => void;
  /** The plan is being done: it cannot be left. */
  onBusy: (busy: boolean) => void;
  onLabel: (label: string) => void;
}

/** A plan from the question to its outcome. */
export function PlanBody({ proposal, onClose, onBusy, onLabel }: PlanBodyProps) {
  const { notify, propose, holdPlan } = useEdits();
  const { rows, selectedId, select } = useThreads();
  const openThread = useOpenThread();
  const planned = usePlan(proposal.plan ? null : proposal.request);
  const plan = proposal.plan ?? planned.plan;
  const isLate = useDelayed(plan === null && planned.error === null);
  // Which thread is shown next when this one goes; found while it is still listed.
  const next = useRef<string | null>(null);

  const undo = (batchId: string) => propose({ kind: 'undo', batchId });
  const finish = (outcome: EditOutcome, done: EditPlan) => {
    proposal.onDone?.(outcome);
    // One that could not be changed stays, and stays shown.
    const stays = outcome.failures.some(({ threadId }) => threadId === selectedId);
    if (next.current !== null && outcome.changed > 0 && !stays) select(next.current);
    const { batchId, newThreadId } = outcome;
    if (done.counts.total > 1 || outcome.failed > 0 || outcome.changed === 0) return;
    onClose();
    notify({
      text: doneText(done),
      actions: [
        // A fork is shown already.
        ...(done.kind === 'review' && newThreadId !== null
          ? [{ label: 'Open it', run: () => openThread(newThreadId) }]
          : []),
        ...(batchId !== null ? [{ label: 'Undo', run: () => undo(batchId) }] : []),
      ],
    });
  };
  const { mutate, reset, ...applying } = useApplyPlan({
    onSuccess: finish,
    onFailed: () => proposal.onFailed?.(),
  });
  const start = (chosen: EditPlan) => {
    planned.take();
    const goes = chosen.kind === 'archive' || chosen.kind === 'delete';
    next.current = goes ? nextThread(rows, selectedId, chosen) : null;
    mutate(chosen);
  };

  const isStarted = useRef(false);
  useEffect(() => {
    if (!proposal.plan || isStarted.current) return;
    isStarted.current = true;
    start(proposal.plan);
  });
  const { isPending, data: outcome } = applying;
  const isOpen = outcome === undefined && !applying.isError;
  useEffect(() => (isOpen ? holdPlan() : undefined), [isOpen, holdPlan]);
  useEffect(() => {
    onBusy(isPending);
    return () => onBusy(false);
  }, [isPending, onBusy]);
  const label = plan?.label;
  useEffect(() => {
    if (label) onLabel(label);
  }, [label, onLabel]);

  if (outcome)
    return (
      <div className={styles.body}>
        <OutcomeView outcome={outcome} />
        <OutcomeFoot batchId={outcome.batchId} onClose={onClose} onUndo={undo} />
      </div>
    );
  const error = planned.error ?? (applying.error && ClientError.from(applying.error));
  if (error)
    return (
      <PlanError
        error={error}
        wasApplying={applying.isError}
        onAgain={
          proposal.plan
            ? null
            : () => {
                reset();
                planned.again();
              }
        }
        onClose={onClose}
      />
    );
  if (!plan)
    return <div className={styles.body}>{isLate && <p className={styles.waiting}>Planning …</p>}</div>;
  if (isPending) return <ApplyProgress plan={plan} />;
  return (
    <div className={styles.body}>
      {plan.counts.total > 1 && <PlanCounts counts={plan.counts} />}
      <PlanTable key={plan.planId} plan={plan} />
      <PlanFoot plan={plan} onApply={() => start(plan)} onCancel={onClose} />
    </div>
  );
}

/** What was done to the one thread of a plan, on one line. */
function doneText({ kind, entries: [entry] }: EditPlan): string {
  const name = kind === 'name' ? entry?.fields[0]?.after : null;
  const title = (name ?? entry?.title ?? '').replace(/\s+/g, ' ');
  return title === '' ? editDone(kind) : `${editDone(kind)}: ${title}`;
}
