import type { GitEvidenceSource } from '../git/git-evidence';
import type { GitService } from '../ipc/git';
import type { ThreadManager } from '../threads/thread-manager';

/** Evidence by thread id: the thread says where its repository is. */
export function createGitService(manager: ThreadManager, git: GitEvidenceSource): GitService {
  return {
    evidence: async (threadId) => git.of(await manager.read(threadId)),
    history: (threadId) => manager.gitHistory(threadId),
    allow: async (threadId, allow) => git.allow(await manager.read(threadId), allow),
  };
}
