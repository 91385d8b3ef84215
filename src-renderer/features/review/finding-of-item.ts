import type { ThreadItem } from '@contracts/model/item';
import { parseDiff } from '../thread/diff/parse-diff';
import { fieldsOf, objectsOf, stringOf } from '../thread/items/read-value';
import { shellCommand } from '../thread/items/shell-command';
import type { DraftFinding } from './draft-keeper';

export const newFinding: DraftFinding = {
  title: '',
  body: '',
  priority: 2,
  confidence: 0.8,
  file: '',
  startLine: 0,
  endLine: 0,
};

/** A finding on an item, with what the item tells: file and lines of a change, the command that ran. */
export function findingOfItem(item: ThreadItem, cwd: string): DraftFinding {
  if (item.type === 'fileChange') {
    const [change] = objectsOf(item.changes);
    if (!change) return newFinding;
    const kind = fieldsOf(change.kind);
    const path = stringOf(kind.move_path) || stringOf(change.path);
    const changeKind = kind.type === 'add' || kind.type === 'delete' ? kind.type : 'update';
    const { startLine, endLine } = changedLines(stringOf(change.diff), changeKind);
    return { ...newFinding, file: absolute(path, cwd).slice(0, 4096), startLine, endLine };
  }
  if (item.type === 'commandExecution') {
    const command = shellCommand(stringOf(item.command)).slice(0, 4000);
    const fence = '`'.repeat(Math.max(3, ...[...command.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    const exit = typeof item.exitCode === 'number' ? `exited with ${item.exitCode}` : 'did not end';
    return { ...newFinding, body: `This command ${exit}:\n\n${fence}\n${command}\n${fence}\n` };
  }
  return newFinding;
}

/** The first stretch that was changed, in lines of the file after it; the line before a removal; 0 where no line is known. */
function changedLines(
  diff: string,
  kind: 'add' | 'delete' | 'update',
): Pick<DraftFinding, 'startLine' | 'endLine'> {
  const lines = parseDiff(diff, kind);
  const first = lines.findIndex(({ kind: what }) => what === 'added' || what === 'removed');
  const isChange = (at: number) => ['added', 'removed'].includes(lines[at]?.kind ?? '');
  let last = first;
  while (isChange(last + 1)) last += 1;
  const stretch = first < 0 ? [] : lines.slice(first, last + 1);
  const added = stretch.flatMap(({ after }) => (after === null ? [] : [after]));
  const known = added.length > 0 ? added : [lines[first - 1]?.after ?? lines[first]?.before ?? 0];
  return { startLine: known[0] ?? 0, endLine: known.at(-1) ?? 0 };
}

function absolute(path: string, cwd: string): string {
  if (path === '' || cwd === '' || /^(\/|[a-z]:[\\/]|\\\\)/i.test(path)) return path;
  const separator = cwd.includes('\\') && !cwd.includes('/') ? '\\' : '/';
  return cwd.endsWith(separator) ? `${cwd}${path}` : `${cwd}${separator}${path}`;
}
