import type { ReplayedUsage } from '../contracts/model/usage';
import type { ComposedTurn } from './compose-thread';
import type { UsagePoint } from './types';

/** The usage points of one file that count for the thread. */
export interface UsageOfFile {
  rolloutId: string;
  points: readonly UsagePoint[];
}

const nothing: ReplayedUsage = { owner: null, tokenUsage: null };

/**
 * What the app-server replays when the thread is resumed (thread-store.md 6.7; tried with 0.169.0): the last
 * usage that was told, owned by the turn in which the last token_count stood. A turn that a rollback took out
 * passes the ownership to whichever turn has its place now, else to the last turn that ended by itself, else
 * to the last one.
 */
export function replayUsage(turns: readonly ComposedTurn[], files: readonly UsageOfFile[]): ReplayedUsage {
  const points = files.flatMap((file) =>
    file.points.map((point) => ({ ...point, rolloutId: file.rolloutId })),
  );
  const last = points.at(-1);
  const info = points.findLast((point) => point.info !== null)?.info;
  if (last === undefined || !info) return nothing;
  const shown = turns.filter((turn) => turn.shown);
  const owner =
    shown.find(({ rolloutId, turn }) => rolloutId === last.rolloutId && turn.seq === last.turnSeq) ??
    shown[last.position] ??
    shown.findLast(({ turn }) => turn.status === 'completed' || turn.status === 'failed') ??
    shown.at(-1);
  return owner === undefined ? nothing : { owner: owner.turn.id, tokenUsage: info };
}
