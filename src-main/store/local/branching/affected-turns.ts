import type { AffectedTurn } from '../../../contracts/model/edit';
import type { ComposedTurn } from '../../../history/compose-thread';

/** A plan tells this many turns by name; the rest is in the number. */
const maxTurns = 200;

/** Turns that leave the model's view, as a plan shows them. */
export function affectedTurns(turns: readonly ComposedTurn[], all: readonly ComposedTurn[]): AffectedTurn[] {
  return turns.slice(0, maxTurns).map((composed) => ({
    turnId: composed.turn.id,
    index: all.indexOf(composed),
    prompt: composed.turn.prompt,
  }));
}
