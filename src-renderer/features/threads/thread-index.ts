import type { ThreadSummary } from '@contracts/model/thread';
import { type Repository, repositoryOf } from './repository';
import { type SourceKey, sourceOf } from './source-of';
import { statesOf, type ThreadState } from './thread-state';
import { recencyMs } from './thread-times';

/** What filters ask of one thread, worked out once. */
export interface Entry {
  thread: ThreadSummary;
  /** Name, preview, id, branch and directory in lower case, one per line. */
  text: string;
  branch: string;
  model: string;
  provider: string;
  source: SourceKey;
  states: readonly ThreadState[];
  /** Last activity in ms since 1970; null when unknown. */
  at: number | null;
  directory: string;
  repository: Repository | null;
  /** The keys of the projects that it belongs to: `dir:PATH`, and `repo:KEY` where there is one. */
  projects: readonly string[];
}

const known = new WeakMap<ThreadSummary, Entry>();

function projectKeys(directory: string, repository: Repository | null): string[] {
  return repository ? [`dir:${directory}`, `repo:${repository.key}`] : [`dir:${directory}`];
}

function entryOf(thread: ThreadSummary): Entry {
  const made = known.get(thread);
  if (made) return made;
  const branch = thread.gitInfo?.branch ?? '';
  const directory = thread.cwd.replace(/(?<=.)\/+$/, '');
  const repository = repositoryOf(thread.gitInfo?.originUrl);
  const entry: Entry = {
    thread,
    text: [thread.name ?? '', thread.preview, thread.id, branch, thread.cwd].join('\n').toLowerCase(),
    branch,
    model: thread.model ?? '',
    provider: thread.modelProvider,
    source: sourceOf(thread.source),
    states: statesOf(thread),
    at: recencyMs(thread),
    directory,
    repository,
    projects: projectKeys(directory, repository),
  };
  known.set(thread, entry);
  return entry;
}

/**
 * The entries of all rows, in their order.
 *
 * A thread whose origin was not written down belongs to the repository that the other threads of its directory name,
 * when they agree on one.
 */
export function indexThreads(threads: readonly ThreadSummary[]): Entry[] {
  const entries = threads.map(entryOf);
  const byDirectory = new Map<string, Repository | null>();
  for (const { directory, repository } of entries) {
    if (!repository) continue;
    const other = byDirectory.get(directory);
    byDirectory.set(directory, other === undefined || other?.key === repository.key ? repository : null);
  }
  return entries.map((entry) => {
    const repository = entry.repository ?? byDirectory.get(entry.directory) ?? null;
    if (repository === entry.repository) return entry;
    return { ...entry, repository, projects: projectKeys(entry.directory, repository) };
  });
}
