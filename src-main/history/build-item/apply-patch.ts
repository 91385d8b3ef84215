import type { FileUpdateChange } from '../../contracts/model/item';
import { updatedFile } from './file-change';

const fileLine = /^\*\*\* (Add|Delete|Update) File: (.+)$/;
const moveLine = /^\*\*\* Move to: (.+)$/;

/**
 * Files of an `apply_patch` text, in its order. Paths are as the model wrote them; an update's diff is its
 * hunks, an added file its content. Text that is no patch gives no files.
 */
export function applyPatchChanges(patch: string): FileUpdateChange[] {
  const lines = patch.split('\n');
  const end = lines.lastIndexOf('*** End Patch');
  const body = end < 0 ? lines : lines.slice(0, end);
  const starts = body.flatMap((line, at) => (fileLine.test(line) ? [at] : []));
  return starts.flatMap((start, n) => fileChange(body.slice(start, starts[n + 1] ?? body.length)));
}

/** One file: its head line, for a move a second one, then its lines. */
function fileChange([head = '', ...rest]: string[]): FileUpdateChange[] {
  const [, kind, path] = fileLine.exec(head) ?? [];
  if (path === undefined) return [];
  const movePath = moveLine.exec(rest[0] ?? '')?.[1] ?? null;
  const lines = movePath === null ? rest : rest.slice(1);
  if (kind === 'Update') return [updatedFile(path, joined(lines), movePath)];
  if (kind === 'Delete') return [{ path, kind: { type: 'delete' }, diff: '' }];
  const content = lines.map((line) => (line.startsWith('+') ? line.slice(1) : line));
  return [{ path, kind: { type: 'add' }, diff: joined(content) }];
}

function joined(lines: string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
