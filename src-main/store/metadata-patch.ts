import type { GitInfoPatch, ThreadMetadataPatch } from './types';

/** Fields that only the items of a rollout tell; a patch that has one was observed, not asked for (thread-store.md 3.7.1). */
const observedFields = [
  'rolloutPath',
  'preview',
  'title',
  'modelProvider',
  'model',
  'reasoningEffort',
  'createdAt',
  'source',
  'threadSource',
  'agentNickname',
  'agentRole',
  'agentPath',
  'cwd',
  'cliVersion',
  'approvalMode',
  'permissionProfile',
  'tokensUsed',
  'firstUserMessage',
] as const satisfies readonly (keyof ThreadMetadataPatch)[];

/** One patch that does what both do, one after the other: a present field of the later one counts, git per field. */
export function mergePatches(earlier: ThreadMetadataPatch, later: ThreadMetadataPatch): ThreadMetadataPatch {
  const merged: ThreadMetadataPatch = { ...earlier, ...present(later) };
  if (earlier.gitInfo && later.gitInfo) merged.gitInfo = { ...earlier.gitInfo, ...present(later.gitInfo) };
  return merged;
}

/** Whether a patch changes nothing. */
export function isEmptyPatch(patch: ThreadMetadataPatch): boolean {
  const { gitInfo, ...rest } = present(patch);
  return Object.keys(rest).length === 0 && Object.keys(present(gitInfo ?? {})).length === 0;
}

/** Whether what a patch says stands in the rollout already: only then git and memory mode are not written back to it. */
export function isObserved(patch: ThreadMetadataPatch): boolean {
  return observedFields.some((field) => patch[field] !== undefined);
}

function present<Patch extends ThreadMetadataPatch | GitInfoPatch>(patch: Patch): Patch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Patch;
}
