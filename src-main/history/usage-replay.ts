import type { ReplayedUsage } from '../contracts/model/usage';
import type { ComposedThread, ComposedTurn } from './compose-thread';
import { isBefore } from './lineage';
import type { UsagePoint } from './types';

const nothing: ReplayedUsage = { owner: null, tokenUsage: null };

/**
 * What the app-server replays when the thread is resumed (thread-store.md 6.7; tried with 0.169.0): the last
 * usage that was told, owned by the turn in which the last token_count stood. A turn that a rollback took out
 * passes the ownership to whichever turn has its place now, else to the last turn that ended by itself, else
 * to the last one. A thread that goes on in the file of another thread replays nothing, whatever it has itself.
 */
export function replayUsage(
  thread: Pick<ComposedThread, 'segments' | 'shown'>,
  pointsOf: (rolloutId: string) => readonly UsagePoint[],
): ReplayedUsage {
  const { segments, shown } = thread;
  if (new Set(segments.map(({ file }) => file.head.threadId)).size > 1) return nothing;
  const points = segments.flatMap(({ file, cut }) =>
    pointsOf(file.rolloutId).filter((point) => isBefore(point.record, cut)),
  );
  const last = points.at(-1);
  const info = points.findLast((point) => point.info !== null)?.info;
  if (last === undefined || !info) return nothing;
  const { turnSeq, position, behindCompaction, record } = last;
  const isOwner = (one: ComposedTurn) => one.rolloutId === record.rolloutId && one.turn.seq === turnSeq;
  const owner =
    (behindCompaction ? shown[0] : shown.find(isOwner)) ??
    shown[position] ??
    shown.findLast(({ turn }) => turn.status === 'completed' || turn.status === 'failed') ??
    shown.at(-1);
  return owner === undefined ? nothing : { owner: owner.turn.id, tokenUsage: info };
}
