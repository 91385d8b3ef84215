import type { GitEvidence, GitHistory, gitChannels } from '../contracts/git';
import type { HandlersOf } from './register';

/** What repositories say about threads, and where they may be asked. */
export interface GitService {
  evidence(threadId: string): Promise<GitEvidence>;
  /** Allows git in the thread's folder, or takes that back. */
  allow(threadId: string, allow: boolean): Promise<GitEvidence>;
  /** Every value that the git fields of a thread have or had. */
  history(threadId: string): Promise<GitHistory>;
}

/** Evidence about a thread's git fields. */
export function gitHandlers(git: GitService): HandlersOf<typeof gitChannels> {
  return {
    'git:evidence': ({ threadId }) => git.evidence(threadId),
    'git:allow': ({ threadId, allow }) => git.allow(threadId, allow),
    'git:history': ({ threadId }) => git.history(threadId),
  };
}
