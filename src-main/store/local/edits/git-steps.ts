import type { FieldChange } from '../../../contracts/model/edit';
import { redactUrl } from '../../../history/redact-url';
import { gitUpdate } from '../../../history/write/session-meta';
import type { Columns, Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import { fileMetadata, type StoredGit } from './file-metadata';
import { appendStep, legacyLine, ownHeader } from './legacy-line';
import { storedMemoryMode } from './memory-mode-steps';
import type { ThreadFacts } from './thread-facts';

const columnNames = { sha: 'git_sha', branch: 'git_branch', originUrl: 'git_origin_url' } as const;
const keys = ['branch', 'sha', 'originUrl'] as const;

/** A thread's git facts as they are stored. Of a row that is there, NULL means cleared. */
export async function storedGit({ row, current }: ThreadFacts, { reader }: StepPlaces): Promise<StoredGit> {
  if (row) return { sha: row.gitSha, branch: row.gitBranch, originUrl: row.gitOriginUrl };
  if (current === null) return { sha: null, branch: null, originUrl: null };
  return (await fileMetadata(reader, current)).git;
}

/** What changes, as it is shown: origins without credentials. */
export function gitFields(before: StoredGit, after: StoredGit): FieldChange[] {
  const shown = (git: StoredGit) => ({ ...git, originUrl: redactUrl(git.originUrl) });
  const [from, to] = [shown(before), shown(after)];
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ field: `git.${key}`, before: from[key], after: to[key] }));
}

/** The header line of a legacy thread again, with other git facts and the present memory mode. */
export async function gitLine(
  facts: ThreadFacts,
  after: StoredGit,
  memoryMode: string,
  places: StepPlaces,
  now: Date,
): Promise<string> {
  return legacyLine(gitUpdate(await ownHeader(facts, places), after, memoryMode), now);
}

/**
 * The steps to other git facts (thread-store.md 3.7.3): a legacy thread gets its header line again with the whole git
 * object, and its row; a paginated one only the row.
 */
export async function gitSteps(
  facts: ThreadFacts,
  { before, after }: { before: StoredGit; after: StoredGit },
  places: StepPlaces,
  now: Date,
): Promise<Step[]> {
  const steps: Step[] = [];
  const { current, row, threadId } = facts;
  if (facts.summary.format === 'legacy' && current) {
    const line = await gitLine(facts, after, await storedMemoryMode(facts, places), places, now);
    steps.push(await appendStep(places, current.file, [line]));
  }
  if (row) {
    const columns = (git: StoredGit): Columns =>
      Object.fromEntries(
        keys.filter((key) => facts.columns.has(columnNames[key])).map((key) => [columnNames[key], git[key]]),
      );
    steps.push({
      ...{ kind: 'update-row', database: 'state', threadId },
      ...{ before: columns(before), after: columns(after) },
    });
  }
  return steps;
}
