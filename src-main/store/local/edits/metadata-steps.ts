import { isObserved } from '../../metadata-patch';
import type { ThreadMetadataPatch } from '../../types';
import type { ColumnValue, Step } from '../steps/step';
import { gitLine, storedGit } from './git-steps';
import { appendStep } from './legacy-line';
import { memoryModeLine, storedMemoryMode } from './memory-mode-steps';
import { nameSteps } from './name-steps';
import { newRow } from './new-row';
import type { PlanSources } from './planner';
import { patchedColumns } from './row-patch';
import type { ThreadFacts } from './thread-facts';

/** What a metadata patch does, by place. */
export interface MetadataSteps {
  rollout: Step[];
  row: Step[];
  names: Step[];
}

/**
 * The steps of a metadata patch (thread-store.md 3.7.2): what was asked for is told in a legacy rollout as well; what was
 * observed stands there already. A row that is missing is made.
 */
export async function metadataSteps(
  facts: ThreadFacts,
  patch: ThreadMetadataPatch,
  sources: PlanSources,
): Promise<MetadataSteps> {
  const now = sources.now();
  const named = patch.name === undefined ? [] : await nameSteps(facts, patch.name, sources.places, now);
  const columns: Record<string, ColumnValue> = { ...patchedColumns(patch, facts.stored) };
  for (const step of named) if (step.kind === 'update-row') Object.assign(columns, step.after);
  if (patch.name !== undefined && facts.stored === null) {
    Object.assign(
      columns,
      facts.summary.format === 'paginated' ? { name: patch.name } : { title: patch.name },
    );
  }
  return {
    rollout: await rolloutSteps(facts, patch, sources),
    row: rowSteps(facts, columns, now),
    names: named.filter((step) => step.kind !== 'update-row'),
  };
}

async function rolloutSteps(
  facts: ThreadFacts,
  { memoryMode, gitInfo, ...observed }: ThreadMetadataPatch,
  { places, now }: PlanSources,
): Promise<Step[]> {
  const { current } = facts;
  if (facts.summary.format !== 'legacy' || current === null || isObserved(observed)) return [];
  const lines: string[] = [];
  if (memoryMode !== undefined) lines.push(await memoryModeLine(facts, memoryMode, places, now()));
  if (gitInfo) {
    const before = await storedGit(facts, places);
    const { sha = before.sha, branch = before.branch, originUrl = before.originUrl } = gitInfo;
    const mode = memoryMode ?? (await storedMemoryMode(facts, places));
    lines.push(await gitLine(facts, { sha, branch, originUrl }, mode, places, now()));
  }
  return lines.length === 0 ? [] : [await appendStep(places, current.file, lines)];
}

function rowSteps(facts: ThreadFacts, columns: Readonly<Record<string, ColumnValue>>, now: Date): Step[] {
  const { threadId, stored, stateDatabase } = facts;
  if (stateDatabase.state !== 'ok') return [];
  const place = { database: 'state', threadId } as const;
  if (stored === null) return [{ kind: 'insert-row', ...place, values: newRow(facts, columns, now) }];
  const changed = Object.entries(columns).filter(
    ([name, value]) => facts.columns.has(name) && stored[name] !== value,
  );
  if (changed.length === 0) return [];
  const before = Object.fromEntries(changed.map(([name]) => [name, stored[name] ?? null]));
  return [{ kind: 'update-row', ...place, before, after: Object.fromEntries(changed) }];
}
