import type { HiddenReason, ThreadSummary } from '../../../contracts/model/thread';
import {
  hiddenByMetadata,
  type SummaryPlace,
  summarizeMetadata,
} from '../../../history/thread-metadata-summary';
import type { RolloutFile } from '../rollouts/catalog';
import type { StateSnapshot } from '../state-db/state-snapshot';
import type { ThreadRow } from '../state-db/thread-row';
import { overlayRow } from './overlay-row';
import { resolveName } from './resolve-name';

/** Everything the home holds about one thread. */
export interface ThreadSources {
  id: string;
  files: readonly RolloutFile[];
  /** The one of them that Codex appends to; null when only a row is left. */
  current: RolloutFile | null;
  /** Files that the current one continues, nearest first. */
  bases: readonly RolloutFile[];
  /** Turns in the model's view, of all its files together; null while not known. */
  turnCount: number | null;
  row: ThreadRow | null;
  /** Last name in the index. */
  indexed: string | null;
  /** Null when there is no usable state database. */
  state: StateSnapshot | null;
  defaultProvider: string;
}

/** One list entry out of files, row and names. A thread without a file and one without a row are shown as well. */
export function composeThread(sources: ThreadSources): ThreadSummary {
  const { id, current, bases, row, state } = sources;
  const summary = summarizeMetadata(id, current?.metadata ?? null, placeOf(sources));
  // A fork or revert without a message of its own is about what the oldest file begins with.
  summary.preview ||= bases.findLast((base) => base.metadata?.preview)?.metadata?.preview ?? '';
  const isRead = Boolean(current?.head);
  const composed = row && state ? overlayRow(summary, row, state, isRead) : summary;
  composed.name = resolveName(row, sources.indexed, composed);
  // Of a file that nobody has looked at yet, without a row, nothing is known.
  const isKnown = row !== null || current === null || current.headRead;
  composed.hidden = isKnown ? [...hiddenByMetadata(composed), ...hiddenByFile(current)] : [];
  return composed;
}

function placeOf({ files, current, turnCount, row, defaultProvider }: ThreadSources): SummaryPlace {
  const format = row?.historyMode === 'paginated' ? 'paginated' : 'legacy';
  if (current === null) {
    const at = row?.createdAtMs ?? 0;
    const facts = { path: null, sizeBytes: 0, turnCount: null };
    const flags = { archived: false, damaged: false, compressed: false };
    return { ...facts, ...flags, createdAtMs: at, updatedAtMs: at, format, defaultProvider };
  }
  return {
    path: current.logicalPath,
    createdAtMs: current.nameTimeMs,
    updatedAtMs: current.mtimeMs,
    archived: current.archived,
    sizeBytes: sizeOf(files),
    format: current.head?.dialect ?? format,
    turnCount,
    damaged: files.some((file) => file.damage.length > 0),
    compressed: current.compressed,
    defaultProvider,
  };
}

/** Hard links are one file on disk. */
function sizeOf(files: readonly RolloutFile[]): number {
  const sizes = new Map(files.map((file) => [file.inode, file.size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function hiddenByFile(current: RolloutFile | null): HiddenReason[] {
  if (current === null) return ['unreadable'];
  if (current.head !== null || !current.headRead) return [];
  const unreadable = current.damage.some(
    ({ reason }) => reason === 'unreadable' || reason === 'decode_failed',
  );
  return [unreadable ? 'unreadable' : 'format'];
}
