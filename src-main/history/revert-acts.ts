import type { RecordRef } from '../contracts/model/record';
import type { Reversion } from '../contracts/model/turn';
import { type Cut, isBefore, type LineageFile, type LineageSegment, resolveLineage } from './lineage';

/** A revert left a file behind, or all of it from the cut on. */
interface RevertAct {
  /** The file that goes on from there. */
  by: LineageFile;
  /** Null: the whole file. */
  cut: Cut | null;
}

/** What the reverts of a thread took out, by file. */
export interface RevertActs {
  /** The act that took the record out; by nobody known for a file that nothing followed. */
  reversionOf(record: RecordRef): Reversion;
}

/**
 * Goes through a thread's own files in order of creation. Each one but the first is a revert: it starts from some
 * place in what was the history until then, and what stood behind that place is left.
 */
export function revertActs(
  own: readonly LineageFile[],
  find: (rolloutId: string) => LineageFile | undefined,
): RevertActs {
  const acts = new Map<string, RevertAct[]>();
  let history: LineageSegment[] = own[0] === undefined ? [] : resolveLineage(own[0], find).segments;

  function leave(segment: LineageSegment, by: LineageFile, cut: Cut | null): void {
    const { rolloutId } = segment.file;
    const known = acts.get(rolloutId);
    if (known) known.push({ by, cut });
    else acts.set(rolloutId, [{ by, cut }]);
    segment.cut = cut;
  }

  /** The usual case: the new file starts from a file of the history so far. Costs what is left, no more. */
  function cutHistory(by: LineageFile, at: number, cut: Cut | null): void {
    for (const segment of history.splice(at + 1)) leave(segment, by, null);
    if (cut !== null) {
      for (let i = at; i >= 0; i -= 1) {
        const segment = history[i];
        if (segment === undefined || (segment.cut !== null && segment.cut.endOrdinal <= cut.endOrdinal))
          break;
        const endOffset = i === at ? cut.endOffset : (segment.cut?.endOffset ?? cut.endOffset);
        leave(segment, by, { endOffset, endOrdinal: cut.endOrdinal });
      }
    }
    history.push({ file: by, cut: null });
  }

  /** The new file starts from one that was left before: what the two histories do not share is left. */
  function replaceHistory(by: LineageFile): void {
    const next = new Map(
      resolveLineage(by, find).segments.map((segment) => [segment.file.rolloutId, segment]),
    );
    for (const segment of history) {
      const kept = next.get(segment.file.rolloutId);
      if (kept === undefined) leave(segment, by, null);
      else if (kept.cut !== null) leave(segment, by, kept.cut);
    }
    history = [...next.values()];
  }

  for (const file of own.slice(1)) {
    const base = file.head.historyBase;
    const at =
      base === null ? -1 : history.findLastIndex((segment) => segment.file.rolloutId === base.rolloutId);
    if (base === null) cutHistory(file, -1, null);
    else if (at < 0) replaceHistory(file);
    else cutHistory(file, at, { endOffset: base.endByteOffset, endOrdinal: base.endOrdinalExclusive });
  }

  return {
    reversionOf(record) {
      const took = acts.get(record.rolloutId)?.find(({ cut }) => cut === null || !isBefore(record, cut));
      const { writtenAt = null } = took?.by.head ?? {};
      return { by: 'revert', at: writtenAt, record: took?.by.headRecord ?? null, turns: 1 };
    },
  };
}
