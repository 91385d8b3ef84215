import type { ComposedThread, ComposedTurn } from '../../history/compose-thread';
import { StoreError } from '../errors';
import type { ForkBoundary } from '../types';
import type { MemoryRollout } from './memory-rollout';
import type { MemoryThreads } from './memory-threads';

/** A place between two records of a rollout. */
export interface MemoryCut {
  file: MemoryRollout;
  offset: number;
  /** Of the first record behind it; null in the legacy dialect. */
  ordinal: number | null;
  /** The turn that is open there. */
  open: ComposedTurn | null;
}

/**
 * Where a fork leaves its source (thread-store.md 7.2). `invalid_request` for a turn that the thread does not show, that is
 * still running, or that has no id of its own.
 */
export function cutOf(threads: MemoryThreads, threadId: string, boundary: ForkBoundary): MemoryCut {
  const composed = threads.compose(threadId);
  const file = threads.currentOf(threadId);
  if (boundary.kind === 'latest') {
    const last = composed.shown.at(-1);
    return { ...endOf(file), open: last?.turn.status === 'inProgress' ? last : null };
  }
  const turn = findTurn(composed, boundary.turnId);
  if (boundary.kind === 'beforeTurn') return before(threads, turn);
  if (turn.turn.status === 'inProgress') {
    throw new StoreError('invalid_request', `lastTurnId '${boundary.turnId}' identifies an in-progress turn`);
  }
  const next = composed.turns
    .filter((one) => one.rolloutId === turn.rolloutId && !one.turn.derived)
    .find((one) => one.turn.record.offset > turn.turn.record.offset);
  if (next) return before(threads, next);
  const holder = threads.find(turn.rolloutId) ?? file;
  return holder === file ? { ...endOf(file), open: null } : behind(holder, turn);
}

/** The records of a rollout that stand before a cut. */
export function recordsBefore({ file, offset }: Pick<MemoryCut, 'file' | 'offset'>) {
  return [...file.records].filter(([at]) => at < offset).map(([, record]) => record);
}

function findTurn({ shown }: ComposedThread, turnId: string): ComposedTurn {
  // Turns without a start of their own are called after their record; that name does not last.
  const turn = turnId.startsWith('rollout-') ? undefined : shown.find((one) => one.turn.id === turnId);
  if (turn) return turn;
  throw new StoreError('invalid_request', `turn not found: ${turnId}`);
}

function before(threads: MemoryThreads, { rolloutId, turn }: ComposedTurn): MemoryCut {
  const file = threads.find(rolloutId);
  if (!file) throw new StoreError('damaged', `the rollout ${rolloutId} is missing`);
  const { offset, ordinal } = turn.record;
  return { file, offset, ordinal, open: null };
}

/** Behind a turn in a file that the thread went on from: where the first record behind it starts. */
function behind(file: MemoryRollout, { turn }: ComposedTurn): MemoryCut {
  const next = [...file.records].find(([offset]) => offset >= turn.endOffset);
  return next
    ? { file, offset: next[0], ordinal: next[1].ordinal, open: null }
    : { ...endOf(file), open: null };
}

function endOf(file: MemoryRollout): Omit<MemoryCut, 'open'> {
  const ordinal = file.dialect === 'paginated' ? (file.lastOrdinal ?? -1) + 1 : null;
  return { file, offset: file.size, ordinal };
}
