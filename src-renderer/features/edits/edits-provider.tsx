import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { EditNotices } from './edit-notices';
import { type Edits, EditsContextProvider, type Notice, type Renaming } from './edits-context';
import { NoticeStack, type ShownNotice } from './notice-stack';
import { PlanDialog, type Proposal } from './plan-dialog';
import { ThreadActions } from './thread-actions';

/** Everything that edits: the plan dialog, the commands for the chosen threads, and what is told afterwards. */
export function EditsProvider({ children }: { children: ReactNode }) {
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [renaming, setRenaming] = useState<Renaming | null>(null);
  const [notices, setNotices] = useState<readonly ShownNotice[]>([]);
  const [held, setHeld] = useState(0);
  const count = useRef(0);

  const notify = useCallback((notice: Notice) => {
    count.current += 1;
    // What has an end gives way to what came after it.
    const fresh = { ...notice, id: count.current };
    setNotices((before) => [...before.filter((other) => other.stays), fresh]);
  }, []);
  const dismiss = useCallback(
    (id: number) => setNotices((before) => before.filter((notice) => notice.id !== id)),
    [],
  );
  const holdPlan = useCallback(() => {
    setHeld((before) => before + 1);
    return () => setHeld((before) => before - 1);
  }, []);
  const open = useCallback((fresh: Omit<Proposal, 'id'>) => {
    count.current += 1;
    setProposal({ ...fresh, id: count.current });
  }, []);

  const edits = useMemo<Edits>(
    () => ({
      propose: (request, options) => open({ ...options, request, plan: null }),
      apply: (plan, request, options) => open({ ...options, request, plan }),
      renaming,
      rename: setRenaming,
      notify,
      isPlanOpen: held > 0,
      holdPlan,
    }),
    [open, renaming, notify, held, holdPlan],
  );
  return (
    <EditsContextProvider value={edits}>
      <ThreadActions />
      <EditNotices />
      {children}
      <NoticeStack notices={notices} onDismiss={dismiss} />
      <PlanDialog proposal={proposal} onClose={() => setProposal(null)} />
    </EditsContextProvider>
  );
}
