import type { ReplayedUsage } from '../contracts/model/usage';
import type { ComposedThread, ComposedTurn } from './compose-thread';
import { isBefore } from './lineage';
import type { UsagePoint } from './types';

const nothing: ReplayedUsage = { owner: null, tokenUsage: null };

/**
 * What the app-server replays when the thread is resumed (thread-store.md 6.7; tried with 0.169.0): the last
 * usage that was told, owned by the turn in which the last token_count stood. A turn that a rollback took out
 * passes the ownership to whichever turn has its place now, else to the last turn that ended by itself, else
 * to the last one.
 *
 * Two things that a resume of 0.169 gets wrong are repeated here: it reads back only to the newest compaction and
 * takes the turn that this lies in for the first one; and a thread that goes on in another thread's file replays
 * nothing at all.
 */
export function replayUsage(
  thread: Pick<ComposedThread, 'segments' | 'shown'>,
  pointsOf: (rolloutId: string) => readonly UsagePoint[],
): ReplayedUsage {
  const { segments, shown } = thread;
  if (new Set(segments.map(({ file }) => file.head.threadId)).size > 1) return nothing;
  const all = segments.flatMap(({ file, cut }) =>
    pointsOf(file.rolloutId).filter((point) => isBefore(point.record, cut)),
  );
  const from = all.findLastIndex((point) => point.checkpoint);
  const points = all.slice(from + 1);
  const last = points.at(-1);
  const info = points.findLast((point) => point.info !== null)?.info;
  if (last === undefined || !info) return nothing;
  const told = shown.find((turn) => isTurnOf(last, turn));
  const owner =
    (told && startsBefore(told, all[from]) ? shown[0] : told) ??
    shown[last.position] ??
    shown.findLast(({ turn }) => turn.status === 'completed' || turn.status === 'failed') ??
    shown.at(-1);
  return owner === undefined ? nothing : { owner: owner.turn.id, tokenUsage: info };
}

function isTurnOf(point: UsagePoint, { rolloutId, turn }: ComposedTurn): boolean {
  return rolloutId === point.record.rolloutId && turn.seq === point.turnSeq;
}

function startsBefore({ rolloutId, turn }: ComposedTurn, point: UsagePoint | undefined): boolean {
  return point?.record.rolloutId === rolloutId && turn.record.offset < point.record.offset;
}
