import type { EditOutcome, ForkBoundary } from '@contracts/model/edit';
import type { Thread } from '@contracts/model/thread';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../commands/command-context';
import { useEdits } from '../edits/edits-context';
import { useOpenThread } from '../thread/open-thread';
import type { Outline } from '../thread/outline';
import { type TurnAct, threadRefusal, turnRefusal } from './branch-refusal';
import type { Branching } from './branching-context';
import { type Cut, cutBefore, cutLast, cutRequest } from './cut';
import { useFork } from './use-fork';

interface Options {
  thread: Thread;
  outline: Outline;
  /** Brings the head of a turn into view. */
  showTurn: (turn: number) => void;
}

/** Forks, rollbacks and reverts of one thread: what is chosen, previewed and done. */
export function useBranching({ thread, outline, showTurn }: Options) {
  const { propose, notify } = useEdits();
  const proposeFork = useFork();
  const openThread = useOpenThread();
  const [cut, setCut] = useState<Cut | null>(null);
  const { turns } = outline;
  const isRead = outline.complete && turns.length >= outline.turnCount;
  const refused = threadRefusal(thread, isRead);

  // The thread may go on meanwhile, or the turns leave before the answer that says so.
  const counted = useRef(turns);
  useEffect(() => {
    if (counted.current !== turns)
      setCut((now) => (now && turns[now.from]?.reverted === null ? cutBefore(turns, now.from) : null));
    counted.current = turns;
  }, [turns]);

  const tell = (text: string) => notify({ text });
  const fork = (boundary: ForkBoundary, words: string) => proposeFork(thread, boundary, words);
  const preview = (next: Cut | null) => {
    setCut(next);
    if (next) showTurn(next.from);
  };

  const branching: Branching = {
    refusal: (act, index) => {
      const turn = turns[index];
      return refused ?? (turn ? turnRefusal(act, turn) : 'There is no such turn.');
    },
    act: (act: TurnAct, index) => {
      const refusal = branching.refusal(act, index);
      const turnId = turns[index]?.id;
      if (refusal !== null || turnId === undefined) return tell(refusal ?? '');
      if (act === 'roll-back') return preview(cutBefore(turns, index));
      const place = act === 'fork-before' ? 'before' : 'through';
      fork({ kind: `${place}Turn`, turnId }, `Forked ${place} turn ${index + 1} of`);
    },
    cut,
  };

  useCommand('fork-thread', () => (refused ? tell(refused) : fork({ kind: 'latest' }, 'Forked from')));
  useCommand('rollback-turns', () => {
    const last = cutLast(turns, 1);
    if (refused || !last) tell(refused ?? 'The thread has no turn that could be taken out.');
    else preview(last);
  });
  useCommand('back', () => setCut(null), cut !== null);
  useCommand(
    'parent-thread',
    () => openThread(thread.forkedFromId ?? thread.id),
    thread.forkedFromId !== null,
  );

  return {
    branching,
    refused,
    /** Takes out another number of turns. */
    resize: (wanted: number) => preview(cutLast(turns, wanted)),
    cancel: () => setCut(null),
    /** Shows the plan; the preview stays until it is done. */
    apply: () => {
      if (!cut) return;
      const onDone = ({ changed }: EditOutcome) => {
        if (changed > 0) setCut(null);
      };
      propose(cutRequest(thread, turns, cut), { onDone });
    },
  };
}
