import type { Damage } from '../contracts/model/record';
import type { Reversion } from '../contracts/model/turn';
import { isBefore, resolveLineage, type Cut, type LineageFile, type LineageSegment } from './lineage';
import { revertActs } from './revert-acts';
import type { BuildRule, ItemSketch, TurnSketch } from './types';

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
  /** As the thread's files together tell it. */
  turn: TurnSketch;
  /** Set where only the items before it count. */
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

  const listed = new Map<string, ComposedTurn>();

  function add(file: ThreadFile, turn: TurnSketch, inherited: Cut | null | false): void {
    const segment = counting.get(file.rolloutId);
    const counts = segment !== undefined && isBefore(turn.record, segment.cut);
    const cut =
      inherited !== false && inherited !== null && turn.endOffset > inherited.endOffset ? inherited : null;
    const reverted = turn.reverted ?? (counts ? null : acts.reversionOf(turn.record));
    const isListed = counts && reverted === null && !turn.derived;
    const closing = isListed && closesEarlier(file, turn, listed);
    const one: ComposedTurn = {
      rolloutId: file.rolloutId,
      turn: closing ? { ...turn, derived: true } : turn,
      cut,
      inherited: inherited !== false || isPrefix(turn, file),
      reverted,
      shown: isListed && !closing && !(current.head.attached && inherited !== false),
      firstItem: composed.itemCount,
      itemCount: cut === null ? turn.itemCount : itemsBefore(file.itemsOf(turn.seq), cut).length,
    };
    if (isListed && !closing) listed.set(turn.id, one);
    if (closing && one.itemCount === 0) return;
    composed.turns.push(one);
    composed.itemCount += one.itemCount;
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

/**
 * A fork of a running turn begins by closing it: its file names the turn once more, without items. The facts are
 * those of the later file.
 */
function closesEarlier(
  file: ThreadFile,
  turn: TurnSketch,
  listed: ReadonlyMap<string, ComposedTurn>,
): boolean {
  const earlier = listed.get(turn.id);
  if (earlier === undefined || earlier.rolloutId === file.rolloutId) return false;
  if (file.itemsOf(turn.seq).some((item) => item.upstreamSeq !== null)) return false;
  const { status, error, startedAt, completedAt, durationMs } = turn;
  const rootTurnId = earlier.turn.rootTurnId ?? turn.rootTurnId;
  earlier.turn = { ...earlier.turn, rootTurnId, status, error, startedAt, completedAt, durationMs };
  return true;
}

/** The items of a turn that began before the cut; of one that was completed later only what stood there until then. */
export function itemsBefore(items: readonly ItemSketch[], cut: Cut): ItemSketch[] {
  return items.flatMap((item) => {
    const [first] = item.records;
    if (first !== undefined && isBefore(first, cut)) return [item];
    const records = item.twins.filter((record) => isBefore(record, cut));
    if (records.length === 0) return [];
    return [{ ...item, upstreamSeq: null, rule: ruleOfTwin(item.type), records, twins: [] }];
  });
}

function ruleOfTwin(type: string): BuildRule {
  if (type === 'userMessage' || type === 'agentMessage') return 'message';
  return type === 'reasoning' ? 'reasoning' : 'toolCall';
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
