import type { RecordRef } from '../../contracts/model/record';
import { contextKinds } from '../build-item/context-message';
import { string } from '../json';
import type { Projector, SavedProjection } from '../types';
import { ItemRecorder, type SavedItems } from './item-recorder';
import { kindOf } from './record-kind';
import { lineId } from './response-items';

interface BareState {
  items: SavedItems;
  current: number | null;
  /** How many context messages at the end of the current turn may belong to the next one. */
  tail: number;
}

/**
 * Files of the time before envelopes (formats.md 2.6): a meta line, response items and state lines. Upstream
 * reads none of it, so that all is derived; a genuine user message opens a turn.
 */
export function createBareProjector(saved?: SavedProjection): Projector {
  const given = saved?.state as BareState | undefined;
  const recorder = new ItemRecorder(saved, given?.items);
  const { book } = recorder;
  const state: Omit<BareState, 'items'> = given ? { ...given } : { current: null, tail: 0 };

  function open(ref: RecordRef): number {
    state.current = book.addTurn({ id: lineId(ref), status: 'completed' }, ref).seq;
    return state.current;
  }

  /** Context that came right before a message belongs to the message's turn. */
  function openForMessage(ref: RecordRef): number {
    const before = state.current;
    if (before !== null && state.tail === book.turn(before).itemCount) return before;
    const next = open(ref);
    if (before !== null) book.moveTail(before, state.tail, next);
    return next;
  }

  return recorder.projector({
    save: () => ({ ...state, items: recorder.save() }),
    push(record, ref) {
      const { payload } = record;
      if (string(payload.type) === null && kindOf(record).known) return;
      const isPrompt =
        payload.type === 'message' && payload.role === 'user' && contextKinds(payload) === null;
      const outcome = recorder.responseItem(payload, ref, () =>
        isPrompt ? openForMessage(ref) : (state.current ?? open(ref)),
      );
      state.tail = outcome === 'message' && !isPrompt ? state.tail + 1 : 0;
      if (state.current !== null) book.extendTurn(state.current, ref);
    },
  });
}
