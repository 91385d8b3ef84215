import type { FileUpdateChange, UpstreamItem } from '../../contracts/model/item';
import { object, string, type JsonObject } from '../json';

type FileChange = Extract<UpstreamItem, { type: 'fileChange' }>;

const statuses = new Set<unknown>(['completed', 'failed', 'declined']);

/** A paginated `FileChange` item; null where upstream cannot read it. Without a status it is still going on. */
export function fileChangeOfTurnItem(item: JsonObject): FileChange | null {
  return fileChange(item.id, item.changes, item.status ?? null);
}

/** A legacy `patch_apply_end` event; null where upstream cannot read it. */
export function fileChangeOfEvent(event: JsonObject): FileChange | null {
  return fileChange(event.call_id, event.changes ?? {}, event.status ?? '');
}

function fileChange(itemId: unknown, changes: unknown, itemStatus: unknown): FileChange | null {
  const id = string(itemId);
  const files = object(changes);
  if (id === null || files === null || (itemStatus !== null && !statuses.has(itemStatus))) return null;
  const status = itemStatus === null ? 'inProgress' : (itemStatus as FileChange['status']);
  // Upstream lists the files by path.
  const paths = Object.keys(files).sort(byCodePoint);
  const list = paths.map((path) => oneFile(path, object(files[path])));
  if (list.includes(null)) return null;
  return { type: 'fileChange', id, changes: list as FileUpdateChange[], status };
}

function oneFile(path: string, change: JsonObject | null): FileUpdateChange | null {
  switch (change?.type) {
    case 'add':
    case 'delete': {
      const content = string(change.content);
      return content === null ? null : { path, kind: { type: change.type }, diff: content };
    }
    case 'update': {
      const diff = string(change.unified_diff);
      return diff === null ? null : updatedFile(path, diff, string(change.move_path));
    }
    default:
      return null;
  }
}

/** A change to an existing file; a move is told at the end of the diff as well, as upstream does. */
export function updatedFile(path: string, diff: string, movePath: string | null): FileUpdateChange {
  const moved = movePath === null ? diff : `${diff}\n\nMoved to: ${movePath}`;
  return { path, kind: { type: 'update', move_path: movePath }, diff: moved };
}

function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
