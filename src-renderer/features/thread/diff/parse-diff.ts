/** One line of a file's change as the view shows it. */
export interface DiffLine {
  kind: 'context' | 'added' | 'removed' | 'hunk' | 'note';
  text: string;
  /** 1-based line in the old and the new file, null where the change does not tell. */
  before: number | null;
  after: number | null;
}

/** What happened to the file, as `FileUpdateChange.kind.type` says. */
export type ChangeKind = 'add' | 'delete' | 'update';

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const fileHeader =
  /^(?:---|\+\+\+|diff --git|index [0-9a-f]|similarity |rename |new file|deleted file|old mode|new mode)/;

/**
 * Reads the `diff` of a file change.
 *
 * For added and deleted files Codex stores the whole content, for updates a unified diff without or with file
 * headers (vocabulary.md, `patch_apply_end`); `apply_patch` hunks begin with a bare `@@` and have no numbers.
 * Lines inside a hunk are told by its counts, so that a removed line that starts with `--` is none of the header.
 */
export function parseDiff(diff: string, kind: ChangeKind): DiffLine[] {
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (kind === 'update' || (hunkHeader.test(lines[0] ?? '') && lines.length > 1)) return parseUnified(lines);
  return lines.map((text, index) =>
    kind === 'add'
      ? { kind: 'added', text, before: null, after: index + 1 }
      : { kind: 'removed', text, before: index + 1, after: null },
  );
}

function parseUnified(lines: readonly string[]): DiffLine[] {
  const result: DiffLine[] = [];
  // Lines that the current hunk still has; null = no numbers are known.
  let before: number | null = null;
  let after: number | null = null;
  let left = { before: 0, after: 0 };
  for (const line of lines) {
    const inHunk = left.before > 0 || left.after > 0;
    const header = inHunk ? null : hunkHeader.exec(line);
    if (header) {
      before = Number(header[1]);
      after = Number(header[3]);
      left = { before: Number(header[2] ?? 1), after: Number(header[4] ?? 1) };
      result.push({ kind: 'hunk', text: line, before: null, after: null });
    } else if (!inHunk && line.startsWith('@@')) {
      before = null;
      after = null;
      result.push({ kind: 'hunk', text: line, before: null, after: null });
    } else if (line.startsWith('\\') || (!inHunk && fileHeader.test(line))) {
      result.push({ kind: 'note', text: line, before: null, after: null });
    } else if (line.startsWith('+')) {
      result.push({ kind: 'added', text: line.slice(1), before: null, after });
      if (after !== null) after += 1;
      left.after -= 1;
    } else if (line.startsWith('-')) {
      result.push({ kind: 'removed', text: line.slice(1), before, after: null });
      if (before !== null) before += 1;
      left.before -= 1;
    } else {
      const text = line.startsWith(' ') ? line.slice(1) : line;
      result.push({ kind: 'context', text, before, after });
      if (before !== null) before += 1;
      if (after !== null) after += 1;
      left = { before: left.before - 1, after: left.after - 1 };
    }
  }
  return result;
}

/** Added and removed lines. */
export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  for (const { kind } of lines) {
    if (kind === 'added') added += 1;
    if (kind === 'removed') removed += 1;
  }
  return { added, removed };
}
