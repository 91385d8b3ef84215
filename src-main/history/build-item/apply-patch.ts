import type { FileUpdateChange } from '../../contracts/model/item';
import { updatedFile } from './file-change';

const fileLine = /^\*\*\* (Add|Delete|Update) File: (.+)$/;
const moveLine = /^\*\*\* Move to: (.+)$/;

/**
 * Files of an `apply_patch` text, in its order. Paths are as the model wrote them; an update's diff is its
 * hunks, an added file its content. Text that is no patch gives no files.
 */
export function applyPatchChanges(patch: string): FileUpdateChange[] {
  const changes: FileUpdateChange[] = [];
  let open: { kind: string; path: string; movePath: string | null; lines: string[] } | null = null;
  const close = () => {
    if (open !== null) changes.push(change(open.kind, open.path, open.movePath, open.lines));
    open = null;
  };
  for (const line of patch.split('\n')) {
    const file = fileLine.exec(line);
    const move = moveLine.exec(line);
    if (file) {
      close();
      open = { kind: file[1] ?? '', path: file[2] ?? '', movePath: null, lines: [] };
    } else if (line === '*** End Patch') {
      close();
    } else if (move && open !== null) {
      (open as { movePath: string | null }).movePath = move[1] ?? null;
    } else if (open !== null) {
      (open as { lines: string[] }).lines.push(line);
    }
  }
  close();
  return changes;
}

function change(kind: string, path: string, movePath: string | null, lines: string[]): FileUpdateChange {
  if (kind === 'Delete') return { path, kind: { type: 'delete' }, diff: '' };
  if (kind === 'Update') return updatedFile(path, text(lines), movePath);
  return {
    path,
    kind: { type: 'add' },
    diff: text(lines.map((line) => (line.startsWith('+') ? line.slice(1) : line))),
  };
}

function text(lines: string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
