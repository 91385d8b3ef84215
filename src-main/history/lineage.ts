import type { Damage, RecordRef } from '../contracts/model/record';
import type { HistoryBase, SessionHead } from './types';

/** What the lineage needs to know of one rollout file. */
export interface LineageFile {
  rolloutId: string;
  /** Decoded bytes; null while not known. */
  size: number | null;
  head: Pick<SessionHead, 'threadId' | 'historyBase' | 'writtenAt' | 'attached'>;
  /** The session_meta line. */
  headRecord: RecordRef | null;
}

/** Where a file stops counting for a thread. Records behind it were left behind by a fork or a revert. */
export interface Cut {
  endOffset: number;
  endOrdinal: number;
}

/** One file of a thread's history and how much of it counts. */
export interface LineageSegment {
  file: LineageFile;
  /** Null: to the end. */
  cut: Cut | null;
}

export interface Lineage {
  /** Oldest first; the last one is the current file. */
  segments: LineageSegment[];
  damage: Omit<Damage, 'file'>[];
}

/**
 * The chain of files behind a thread (formats.md 9.3): from its current file down through `history_base`, each
 * cut where the next one starts. An ancestor counts only below the smallest cut so far. A missing base, a cycle
 * or a base that is too short ends or shortens the chain and is reported; what exists is shown.
 */
export function resolveLineage(
  current: LineageFile,
  find: (rolloutId: string) => LineageFile | undefined,
): Lineage {
  const chain: LineageSegment[] = [{ file: current, cut: null }];
  const damage: Lineage['damage'] = [];
  const visited = new Set([current.rolloutId]);
  let base: HistoryBase | null = current.head.historyBase;
  let smallest = Number.POSITIVE_INFINITY;
  while (base !== null) {
    const { rolloutId, endOrdinalExclusive, endByteOffset } = base;
    const by = chain.at(-1)?.file ?? current;
    const report = (reason: Damage['reason'], message: string) =>
      damage.push({ ...placeOf(by), reason, message });
    if (visited.has(rolloutId)) {
      report('base_cycle', `The base ${rolloutId} was met before: earlier history cannot be told.`);
      break;
    }
    visited.add(rolloutId);
    const file = find(rolloutId);
    if (file === undefined) {
      report('base_missing', `The base ${rolloutId} is not there: earlier history is missing.`);
      break;
    }
    if (file.size !== null && file.size < endByteOffset) {
      report('base_short', `The base ends at byte ${file.size}, the cut lies at ${endByteOffset}.`);
    }
    smallest = Math.min(smallest, endOrdinalExclusive);
    chain.push({ file, cut: { endOffset: endByteOffset, endOrdinal: smallest } });
    base = file.head.historyBase;
  }
  return { segments: chain.reverse(), damage };
}

/** Whether a record counts; the ordinal decides where it has one, because an edited file shifts its bytes. */
export function isBefore(record: RecordRef, cut: Cut | null): boolean {
  if (cut === null) return true;
  return record.ordinal === null ? record.offset < cut.endOffset : record.ordinal < cut.endOrdinal;
}

function placeOf(file: LineageFile): Pick<Damage, 'rolloutId' | 'line' | 'offset' | 'length'> {
  const { rolloutId, headRecord } = file;
  return {
    rolloutId,
    line: headRecord?.line ?? 1,
    offset: headRecord?.offset ?? 0,
    length: headRecord?.length ?? 0,
  };
}
