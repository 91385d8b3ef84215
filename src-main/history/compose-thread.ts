import type { Damage } from '../contracts/model/record';
import type { Reversion } from '../contracts/model/turn';
import { isBefore, resolveLineage, type Cut, type LineageFile, type LineageSegment } from './lineage';
import { revertActs } from './revert-acts';
import type { ItemSketch, TurnSketch } from './types';

/** A file with its sketches. */
export interface ThreadFile extends LineageFile {
  turns: readonly TurnSketch[];
  /** The turn's items by place; asked for only where a cut goes through a turn. */
  itemsOf(turnSeq: number): readonly ItemSketch[];
  /** Ordinals below it are the parent's prefix in a sub-agent's file. */
  ownFromOrdinal: number;
}

export interface ThreadFiles {
  current: ThreadFile;
  /** All files of the thread in order of creation, the current one among them; legacy threads have one. */
  own: readonly ThreadFile[];
  /** Any file by its rollout id, for bases. */
  find(rolloutId: string): ThreadFile | undefined;
}

/** A turn at its place in a thread. */
export interface ComposedTurn {
  /** The file that holds it. */
  rolloutId: string;
  /** As it counts here: a turn that the cut of a fork goes through ends there. */
  turn: TurnSketch;
  /** Set where only the records before it count. */
  cut: Cut | null;
  inherited: boolean;
  reverted: Reversion | null;
  /** The app-server shows it. */
  shown: boolean;
  /** Place of the first item in the thread's flat item list. */
  firstItem: number;
  itemCount: number;
}

export interface ComposedThread {
  /** All turns in the order in which they happened, file by file. */
  turns: ComposedTurn[];
  /** Those of them that the app-server shows, in its order. */
  shown: ComposedTurn[];
  itemCount: number;
  /** The files that the model's context is made of, oldest first. */
  segments: LineageSegment[];
  damage: Omit<Damage, 'file'>[];
}

/**
 * The turns of a thread out of its files: what it inherited, then all its own files in order of creation.
 * What lies behind a cut or in a file that a revert has left is kept and flagged with the act that took it out.
 */
export function composeThread({ current, own, find }: ThreadFiles): ComposedThread {
  const lineage = resolveLineage(current, find);
  const counting = new Map(lineage.segments.map((segment) => [segment.file.rolloutId, segment]));
  const acts = revertActs(own, find);
  const composed: ComposedThread = {
    turns: [],
    shown: [],
    itemCount: 0,
    segments: lineage.segments,
    damage: [...lineage.damage],
  };

  function add(file: ThreadFile, turn: TurnSketch, inherited: Cut | null | false): void {
    const segment = counting.get(file.rolloutId);
    const counts = segment !== undefined && isBefore(turn.record, segment.cut);
    const cut = inherited === false ? null : inherited;
    const through = cut !== null && goesThrough(turn, cut) ? cut : null;
    const reverted = turn.reverted ?? (counts ? null : acts.reversionOf(turn.record));
    const itemCount = through === null ? turn.itemCount : itemsBefore(file.itemsOf(turn.seq), through).length;
    composed.turns.push({
      rolloutId: file.rolloutId,
      turn: through === null ? turn : asOfCut(turn, through),
      cut: through,
      inherited: inherited !== false || isPrefix(turn, file),
      reverted,
      shown: counts && reverted === null && !turn.derived && !(current.head.attached && inherited !== false),
      firstItem: composed.itemCount,
      itemCount,
    });
    composed.itemCount += itemCount;
  }

  for (const { file, cut } of inheritedSegments(own, lineage.segments, find)) {
    const found = find(file.rolloutId);
    if (found === undefined) continue;
    composed.damage.push(...mismatch(found, cut));
    for (const turn of found.turns) if (isBefore(turn.record, cut)) add(found, turn, cut);
  }
  for (const file of own) for (const turn of file.turns) add(file, turn, false);
  countActs(composed.turns);
  composed.shown = upstreamOrder(composed.turns.filter((turn) => turn.shown));
  return composed;
}

/** The items of a turn that count before the cut, with only those records. */
export function itemsBefore(items: readonly ItemSketch[], cut: Cut): ItemSketch[] {
  return items.flatMap((item) => {
    const records = item.records.filter((record) => isBefore(record, cut));
    const twins = item.twins.filter((record) => isBefore(record, cut));
    if (records.length > 0) return [{ ...item, records, twins }];
    // Its completion came later: what is left is the call.
    if (twins.length === 0) return [];
    return [{ ...item, upstreamSeq: null, rule: 'toolCall' as const, records: twins, twins: [] }];
  });
}

/** What the thread has from others: as the oldest own file has it, or the current one if that has more. */
function inheritedSegments(
  own: readonly ThreadFile[],
  current: readonly LineageSegment[],
  find: ThreadFiles['find'],
): LineageSegment[] {
  const ownIds = new Set(own.map((file) => file.rolloutId));
  const oldest = own[0] === undefined ? [] : resolveLineage(own[0], find).segments;
  const foreign = [...oldest, ...current].filter((segment) => !ownIds.has(segment.file.rolloutId));
  const first = new Map(foreign.toReversed().map((segment) => [segment.file.rolloutId, segment]));
  return foreign.filter((segment) => first.get(segment.file.rolloutId) === segment);
}

/** A turn of the parent that a sub-agent's file begins with. */
function isPrefix({ record }: TurnSketch, file: ThreadFile): boolean {
  return record.ordinal !== null && record.ordinal < file.ownFromOrdinal;
}

/** File by file, within a file by when upstream came to know of the turn. */
function upstreamOrder(turns: ComposedTurn[]): ComposedTurn[] {
  const files = new Map<string, ComposedTurn[]>();
  for (const turn of turns) push(files, turn.rolloutId, turn);
  for (const one of files.values()) one.sort((a, b) => (a.turn.listedAt ?? 0) - (b.turn.listedAt ?? 0));
  return [...files.values()].flat();
}

/** Tells each reverted turn how many went with it. */
function countActs(turns: ComposedTurn[]): void {
  const acts = new Map<string, ComposedTurn[]>();
  for (const turn of turns) {
    if (turn.reverted?.by !== 'revert') continue;
    push(acts, turn.reverted.record?.rolloutId ?? '', turn);
  }
  for (const group of acts.values()) {
    const count = group.filter((turn) => !turn.turn.derived).length;
    for (const turn of group) if (turn.reverted !== null) turn.reverted = { ...turn.reverted, turns: count };
  }
}

function goesThrough(turn: TurnSketch, cut: Cut): boolean {
  return turn.endOffset > cut.endOffset || (turn.closed !== null && !isBefore(turn.closed, cut));
}

function asOfCut(turn: TurnSketch, cut: Cut): TurnSketch {
  if (turn.closed === null || isBefore(turn.closed, cut)) return turn;
  return { ...turn, status: 'inProgress', error: null, completedAt: null, durationMs: null, closed: null };
}

/** Byte offset and ordinal of a cut should name one place; a file edited by hand tells by its turns that they don't. */
function mismatch(file: ThreadFile, cut: Cut | null): Omit<Damage, 'file'>[] {
  if (cut === null) return [];
  const odd = file.turns.find(
    ({ record, derived }) => !derived && isBefore(record, cut) !== record.offset < cut.endOffset,
  )?.record;
  if (odd === undefined) return [];
  const message = `The cut at byte ${cut.endOffset} is not where ordinal ${cut.endOrdinal} starts; the ordinal counts.`;
  const { rolloutId, line, offset, length } = odd;
  return [{ rolloutId, line, offset, length, reason: 'base_mismatch', message }];
}

function push(groups: Map<string, ComposedTurn[]>, key: string, turn: ComposedTurn): void {
  const group = groups.get(key);
  if (group) group.push(turn);
  else groups.set(key, [turn]);
}
