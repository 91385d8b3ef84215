import type { ComposedTurn } from '../../../history/compose-thread';
import type { HistoryBase } from '../../../history/types';
import type { OpenTurn } from '../../../history/write/interruption';
import { StoreError } from '../../errors';
import type { ForkBoundary } from '../../types';
import type { RolloutFile } from '../rollouts/catalog';
import type { BranchSource, BranchingParts } from './branch-source';
import { type LastRecords, lastRecords } from './last-records';

/** Where a thread is cut: everything before it stays. */
export interface HistoryCut {
  /** The file that the cut lies in. */
  file: RolloutFile;
  /** Bytes of it that stay. */
  offset: number;
  /** What a paginated thread goes on from; null: nothing is left, and for legacy ones, which have no bases. */
  base: HistoryBase | null;
  /** Turns in the model's view that stay, and those that go. */
  kept: ComposedTurn[];
  leaving: ComposedTurn[];
  /** The turn that was running at the end of the thread. */
  open: OpenTurn | null;
  /** What the newest records before the cut say. */
  last: LastRecords;
}

/**
 * Finds the place that a boundary names. `invalid_request` in the words of Codex where a turn is not there, was
 * rolled back, has no start of its own in the file, or has not ended (thread-store.md 6.10, Appendix B).
 */
export async function historyCut(
  parts: BranchingParts,
  source: BranchSource,
  boundary: ForkBoundary,
): Promise<HistoryCut> {
  const { shown } = source.view.composed;
  const at = boundary.kind === 'latest' ? shown.length - 1 : placeOf(source, boundary);
  const keep = boundary.kind === 'beforeTurn' ? at : at + 1;
  const kept = shown.slice(0, keep);
  const place =
    boundary.kind === 'latest'
      ? await atEnd(parts, source)
      : boundary.kind === 'beforeTurn'
        ? startOf(source, shown[at], boundary)
        : await behind(parts, source, shown[at], boundary);
  const open = boundary.kind === 'latest' ? openTurn(kept, source.dialect) : null;
  return {
    file: place.file,
    offset: place.offset,
    base: source.dialect === 'paginated' ? baseAt(place) : null,
    kept,
    leaving: shown.slice(keep),
    open,
    last: await settingsBefore(parts, source, place, kept, shown[keep]),
  };
}

interface Place {
  file: RolloutFile;
  offset: number;
  /** First ordinal that does not stay; null in the legacy dialect. */
  ordinal: number | null;
}

type TurnBoundary = Exclude<ForkBoundary, { kind: 'latest' }>;

function placeOf({ view }: BranchSource, { turnId }: TurnBoundary): number {
  // Ids that are made up while reading (`rollout-N`) name no record.
  const at = view.composed.shown.findIndex(({ turn }) => turn.id === turnId && !isMadeUp(turn.id));
  if (at < 0) throw new StoreError('invalid_request', `turn not found: ${turnId}`);
  return at;
}

const isMadeUp = (turnId: string) => /^rollout-\d+$/.test(turnId);

async function atEnd({ index, reader }: BranchingParts, { current, dialect }: BranchSource): Promise<Place> {
  const end = index.scan(current.file)?.offset ?? 0;
  const bytes = await reader.open(current.path);
  try {
    const last = new Uint8Array(1);
    await bytes.read(last, end - 1);
    if (dialect === 'paginated' && last[0] !== 0x0a) {
      throw new StoreError('damaged', 'The last line is not finished.', { file: current.file, offset: end });
    }
  } finally {
    await bytes.close();
  }
  if (dialect === 'legacy') return { file: current, offset: end, ordinal: null };
  const from = index.turns(current.file, 0).at(-1)?.record.offset ?? current.headRecord?.offset ?? 0;
  const { ordinal } = await lastRecords(reader, current, from, end);
  if (ordinal === null) throw notCanonical('the end of the thread');
  return { file: current, offset: end, ordinal: ordinal + 1 };
}

function startOf(
  { dialect, view }: BranchSource,
  composed: ComposedTurn | undefined,
  { turnId }: TurnBoundary,
): Place {
  const file = composed && view.files.find(composed.rolloutId);
  const offset = composed?.turn.listedAt ?? null;
  const ordinal = composed?.turn.listedOrdinal ?? null;
  if (!file || offset === null || (dialect === 'paginated' && ordinal === null)) throw notCanonical(turnId);
  return { file, offset, ordinal };
}

async function behind(
  parts: BranchingParts,
  source: BranchSource,
  composed: ComposedTurn | undefined,
  boundary: TurnBoundary,
): Promise<Place> {
  const { turnId } = boundary;
  if (composed?.turn.status === 'inProgress') {
    throw new StoreError('invalid_request', `lastTurnId '${turnId}' identifies an in-progress turn`);
  }
  const start = startOf(source, composed, boundary);
  const next = parts.index
    .turns(start.file.file, 0)
    .flatMap(({ listedAt, id }) =>
      listedAt !== null && !isMadeUp(id) && listedAt > start.offset ? listedAt : [],
    )
    .sort((a, b) => a - b)[0];
  const end = next ?? parts.index.scan(start.file.file)?.offset ?? 0;
  // Codex keeps what stands between two turns of a legacy thread with the earlier one.
  if (source.dialect === 'legacy') return { file: start.file, offset: end, ordinal: null };
  const segment = source.view.composed.segments.find(({ file }) => file.rolloutId === start.file.rolloutId);
  const limit = segment?.cut?.endOffset ?? end;
  const { ends } = await lastRecords(parts.reader, start.file, start.offset, Math.min(end, limit));
  const closed = ends.get(turnId);
  if (closed?.ordinal == null) throw notCanonical(turnId);
  return { file: start.file, offset: closed.offset + closed.length + 1, ordinal: closed.ordinal + 1 };
}

/** Where a cut leaves nothing of its file, the file's own base is gone on from: the chain stays short. */
function baseAt({ file, offset, ordinal }: Place): HistoryBase | null {
  const header = file.headRecord;
  if (header && offset <= header.offset + header.length + 1) return file.head?.historyBase ?? null;
  return { rolloutId: file.rolloutId, endOrdinalExclusive: ordinal ?? 0, endByteOffset: offset };
}

/**
 * In a paginated thread not always the last one: a reviewer's turn inside its parent's file is listed before the review, and
 * never ends. In a legacy thread the next turn ends it.
 */
function openTurn(kept: readonly ComposedTurn[], dialect: BranchSource['dialect']): OpenTurn | null {
  const turns = dialect === 'legacy' ? kept.slice(-1) : kept;
  const open = turns.findLast(({ turn }) => turn.status === 'inProgress' && !isMadeUp(turn.id));
  if (!open) return null;
  const { id, rootTurnId, startedAt } = open.turn;
  return { turnId: id, rootTurnId, startedAt };
}

/** Settings stand in the last turns that stay; a thread without one has those of the turn that goes. */
async function settingsBefore(
  { reader }: BranchingParts,
  { view }: BranchSource,
  place: Place,
  kept: readonly ComposedTurn[],
  next: ComposedTurn | undefined,
): Promise<LastRecords> {
  for (const { turn, rolloutId } of [...kept.toReversed(), ...(next ? [next] : [])]) {
    const file = view.files.find(rolloutId);
    if (!file) continue;
    // What stands between two turns belongs to the earlier one.
    const isLast = turn === kept.at(-1)?.turn && file === place.file;
    const end = isLast ? place.offset : turn.endOffset;
    const found = await lastRecords(reader, file, turn.record.offset, end);
    if (found.settings.applied || found.settings.turnContext) return found;
  }
  return lastRecords(reader, place.file, 0, place.offset);
}

function notCanonical(turnId: string): StoreError {
  return new StoreError('invalid_request', `${turnId} is not a persisted canonical turn`);
}
