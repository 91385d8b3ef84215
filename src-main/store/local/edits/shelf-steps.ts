import type { Columns, Step } from '../steps/step';
import { activePlace, archivedPlace, rowPath } from './shelf-place';
import type { ThreadFacts } from './thread-facts';

/** The steps that archive a thread: its active files move, their times stay, and the row says so. */
export function archiveSteps(facts: ThreadFacts, root: string, now: Date): Step[] {
  const active = facts.files.filter((file) => !file.archived);
  const moves = active.map((file): Step => {
    const { file: from, mtimeMs: mtimeBeforeMs } = file;
    return { kind: 'move-file', from, to: archivedPlace(file), mtimeMs: null, mtimeBeforeMs };
  });
  const archivedAt = Math.floor(now.getTime() / 1000);
  const row = rowStep(facts, root, (file) => archivedPlace(file), { archived: 1, archived_at: archivedAt });
  return [...moves, ...row];
}

/** The steps that bring it back: to the folder of the day in its name, modified now. */
export function unarchiveSteps(facts: ThreadFacts, root: string, now: Date): Step[] {
  const moves: Step[] = [];
  for (const file of facts.files) {
    const to = file.archived ? activePlace(file) : null;
    if (to === null) continue;
    const { file: from, mtimeMs: mtimeBeforeMs } = file;
    const mtimeMs = file === facts.current ? now.getTime() : null;
    moves.push({ kind: 'move-file', from, to, mtimeMs, mtimeBeforeMs });
  }
  const updated = { updated_at: Math.floor(now.getTime() / 1000), updated_at_ms: now.getTime() };
  return [...moves, ...rowStep(facts, root, activePlace, { archived: 0, archived_at: null, ...updated })];
}

function rowStep(
  facts: ThreadFacts,
  root: string,
  place: (file: { file: string }) => string | null,
  values: Columns,
): Step[] {
  const { row, current, threadId, columns } = facts;
  if (row === null || current === null) return [];
  const to = place(current) ?? current.file;
  const wanted: Columns = { ...values, rollout_path: rowPath(row.rolloutPath, current.file, to, root) };
  const known: Columns = {
    archived: row.archived ? 1 : 0,
    archived_at: row.archivedAt,
    rollout_path: row.rolloutPath,
    updated_at: Math.floor(row.updatedAtMs / 1000),
    updated_at_ms: row.updatedAtMs,
    ...facts.stored,
  };
  const before: Record<string, Columns[string]> = {};
  const after: Record<string, Columns[string]> = {};
  for (const [name, value] of Object.entries(wanted)) {
    if (!columns.has(name)) continue;
    before[name] = known[name] ?? null;
    after[name] = value;
  }
  return [{ kind: 'update-row', database: 'state', threadId, before, after }];
}
