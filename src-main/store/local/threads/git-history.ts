import type { GitHistory } from '../../../contracts/git';
import { gitValues } from '../../../history/git-values';
import { StoreError } from '../../errors';
import type { RolloutIndex } from '../index/rollout-index';
import type { ThreadDirectory } from '../listing/thread-directory';
import { savedGitVersions } from '../scan/rollout-scan';
import { stateFileName } from '../state-db/state-db';
import type { OpenThreads } from './open-threads';

interface GitHistoryParts {
  index: RolloutIndex;
  directory: ThreadDirectory;
  threads: OpenThreads;
}

/** Tells what the git fields of a thread were, line by line, and where that stands; waits for the scan of its files. */
export function createGitHistory({ index, directory, threads }: GitHistoryParts) {
  return async ({ threadId }: { threadId: string }): Promise<GitHistory> => {
    const known = (await directory.snapshot()).find(threadId);
    if (!known) throw new StoreError('thread_not_found', `no rollout found for thread id ${threadId}`);
    const open = await threads.locate(threadId);
    await open?.bringUp('foreground');
    const { files, row, state } = known.sources;
    const lines = files.map(({ file }) => ({ file, versions: savedGitVersions(index.state(file)) }));
    const git = row && { sha: row.gitSha, branch: row.gitBranch, originUrl: row.gitOriginUrl };
    return {
      values: gitValues(lines, git && state?.columns.has('git_branch') ? { file: stateFileName, git } : null),
    };
  };
}
