import type { FieldChange } from '../../../contracts/model/edit';
import { redactUrl } from '../../../history/redact-url';
import type { EntryRecord } from '../journal/journal-entry';
import { lookAtSteps } from '../steps/run-steps';
import type { Columns, Step } from '../steps/step';
import type { StoredGit } from './file-metadata';
import { gitSteps, storedGit } from './git-steps';
import { memoryModeSteps, storedMemoryMode } from './memory-mode-steps';
import { metadataObstacle } from './metadata-obstacle';
import { nameSteps } from './name-steps';
import { nothingToDo, refused, refusedThread } from './planned-thread';
import type { PlannedThread, PlanSources } from './planner';
import type { ThreadFacts } from './thread-facts';

const gitKeys = { 'git.branch': 'branch', 'git.sha': 'sha', 'git.originUrl': 'originUrl' } as const;
const gitColumns = { branch: 'git_branch', sha: 'git_sha', originUrl: 'git_origin_url' } as const;

/** Whether an entry changed nothing but values, which can be set back however the thread went on since. */
export function isMetadataEntry({ fields }: EntryRecord): boolean {
  return fields.every(({ field }) => field in gitKeys || field === 'name' || field === 'memoryMode');
}

/** Sets the values of an entry back, where they are still the ones that it set. */
export async function undoMetadata(
  entry: EntryRecord,
  fields: FieldChange[],
  sources: PlanSources,
): Promise<PlannedThread> {
  const facts = await sources.facts(entry.threadId);
  const obstacle = metadataObstacle(facts);
  if (obstacle) return { ...refusedThread(facts, obstacle), fields };
  const changed = await changedSince(facts, fields, sources);
  if (changed) return { ...refusedThread(facts, refused('changed_since', changed)), fields };
  const isLegacyLine = fields.some(({ field }) => field !== 'name') && facts.summary.format === 'legacy';
  if (isLegacyLine && facts.current?.compressed) {
    return { ...refusedThread(facts, refused('compressed', 'Its file was compressed since.')), fields };
  }
  if (facts.summary.archived && fields.some(({ field }) => field === 'name')) {
    const message = `no rollout found for thread id ${facts.threadId}`;
    return { ...refusedThread(facts, refused('archived', message)), fields };
  }
  const steps = await stepsBack(facts, entry, fields, sources);
  return { ...nothingToDo(facts), fields, steps: await cutWherePossible(steps, entry, sources) };
}

/** In words, which value is another one now; null when all are as the entry left them. */
async function changedSince(
  facts: ThreadFacts,
  fields: readonly FieldChange[],
  { places }: PlanSources,
): Promise<string | null> {
  const git = await storedGit(facts, places);
  for (const { field, before } of fields) {
    const key = gitKeys[field as keyof typeof gitKeys];
    const now = key
      ? key === 'originUrl'
        ? redactUrl(git.originUrl)
        : git[key]
      : field === 'name'
        ? facts.summary.name
        : await storedMemoryMode(facts, places);
    if (now !== before) {
      return `${field.replace('git.', '')} was changed since: it is ${now === null ? 'not set' : `“${now}”`} now.`;
    }
  }
  return null;
}

async function stepsBack(
  facts: ThreadFacts,
  entry: EntryRecord,
  fields: readonly FieldChange[],
  { places, now }: PlanSources,
): Promise<Step[]> {
  // The row of then has the values as they were stored; the fields are without credentials.
  const row: Columns = Object.assign(
    {},
    ...entry.steps.map((step) => (step.kind === 'update-row' ? step.before : {})),
  );
  const steps: Step[] = [];
  const before = await storedGit(facts, places);
  const after: StoredGit = { ...before };
  for (const { field, after: value } of fields) {
    const key = gitKeys[field as keyof typeof gitKeys];
    if (!key) continue;
    const stored = row[gitColumns[key]];
    after[key] = typeof stored === 'string' ? stored : value;
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    steps.push(...(await gitSteps(facts, { before, after }, places, now())));
  }
  for (const { field, after: value } of fields) {
    if (field === 'memoryMode') {
      steps.push(...(await memoryModeSteps(facts, value ?? 'enabled', places, now())));
    }
    if (field === 'name') {
      const title = typeof row.title === 'string' ? row.title : undefined;
      steps.push(...(await nameSteps(facts, value, places, now(), title)));
    }
  }
  return steps;
}

/** A line that is still the end of its file is taken away; else another one is written behind what follows it. */
async function cutWherePossible(steps: Step[], entry: EntryRecord, sources: PlanSources): Promise<Step[]> {
  const appended = entry.steps.find((step) => step.kind === 'append-lines');
  const again = steps.find((step) => step.kind === 'append-lines');
  if (!appended || !again || appended.file !== again.file) return steps;
  const { at, ...rest } = appended;
  const cut: Step = { ...rest, kind: 'cut-lines', to: at };
  const [state] = await lookAtSteps([cut], sources.places);
  return state === 'before' ? steps.map((step) => (step === again ? cut : step)) : steps;
}
