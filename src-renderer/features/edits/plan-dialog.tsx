import type { EditPlan, EditRequest } from '@contracts/model/edit';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { editTitle } from './edit-words';
import type { ProposeOptions } from './edits-context';
import { PlanBody } from './plan-body';

/** An edit that was asked for; with a plan where the user has seen one elsewhere, which is then done at once. */
export interface Proposal extends ProposeOptions {
  id: number;
  request: EditRequest;
  plan: EditPlan | null;
}

/** The one way to apply anything: what an edit would change, then how it went. */
export function PlanDialog({ proposal, onClose }: { proposal: Proposal | null; onClose: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [label, setLabel] = useState<string | null>(null);
  const close = () => {
    setLabel(null);
    onClose();
  };
  return (
    <Dialog
      open={proposal !== null}
      onClose={close}
      title={label ?? editTitle(proposal?.request.kind ?? '')}
      look="plan"
      canClose={!isBusy}
    >
      {proposal && (
        <PlanBody key={proposal.id} proposal={proposal} onClose={close} onBusy={setBusy} onLabel={setLabel} />
      )}
    </Dialog>
  );
}
