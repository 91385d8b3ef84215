import type { PlanEntry } from '@contracts/model/edit';
import type { GitInfo, ThreadSummary } from '@contracts/model/thread';

type Facts = Pick<ThreadSummary, 'gitInfo' | 'name' | 'memoryMode' | 'archived'>;

const noGit: GitInfo = { branch: null, sha: null, originUrl: null };

/**
 * How a thread looks once an edit of this kind was done: null = gone, undefined = nothing that a row or header shows.
 *
 * Only plain values are assumed; what else an edit does is read back when it is done.
 */
export function assumedFields(
  kind: string,
  entry: PlanEntry,
  thread: Facts,
): Partial<ThreadSummary> | null | undefined {
  if (entry.fields.length === 0 || entry.problems.some(({ severity }) => severity === 'refused'))
    return undefined;
  if (kind === 'delete') return null;
  if (kind === 'archive' || kind === 'unarchive') return { archived: kind === 'archive' };
  const change: Partial<ThreadSummary> = {};
  for (const { field, after } of entry.fields) {
    if (field === 'name') change.name = after;
    if (field === 'memoryMode') change.memoryMode = after;
    const git = ({ 'git.branch': 'branch', 'git.sha': 'sha', 'git.originUrl': 'originUrl' } as const)[
      field as string
    ];
    if (git) change.gitInfo = { ...(change.gitInfo ?? thread.gitInfo ?? noGit), [git]: after };
  }
  return Object.keys(change).length > 0 ? change : undefined;
}
