import { realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { GitEvidence } from '../contracts/git';
import type { GitInfo } from '../contracts/model/thread';
import { redactUrl } from '../history/redact-url';
import { AllowedFolders } from './allowed-folders';
import { askRepository } from './ask-repository';
import { GitStopped, gitAt } from './run-git';

/** The part of a thread that evidence is about. */
export interface GitSubject {
  cwd: string;
  gitInfo: GitInfo | null;
}

export interface GitEvidenceParts {
  /** The app's data folder: it keeps where git may be run. */
  dataFolder: string;
  env: NodeJS.ProcessEnv;
  /** Most time for one call of git, in ms. */
  timeoutMs?: number;
}

/** What repositories say about threads, and where they may be asked. Nothing here changes a thread or a repository. */
export class GitEvidenceSource {
  readonly #allowed: AllowedFolders;
  readonly #parts: GitEvidenceParts;

  constructor(parts: GitEvidenceParts) {
    this.#parts = parts;
    this.#allowed = new AllowedFolders(parts.dataFolder);
  }

  /** Evidence about a thread. Its folder is not even looked at unless it was allowed. Never rejects for what lies there. */
  async of({ cwd, gitInfo }: GitSubject): Promise<GitEvidence> {
    const recorded: GitInfo = {
      branch: gitInfo?.branch ?? null,
      sha: gitInfo?.sha ?? null,
      originUrl: redactUrl(gitInfo?.originUrl ?? null),
    };
    const only = (state: GitEvidence['state'], message: string | null = null): GitEvidence => {
      return { cwd, state, message, recorded, repository: null };
    };
    const allowed = await this.#allowed.allowed(cwd);
    if (allowed === null) return only('not_allowed');
    const real = await realFolder(cwd);
    if (real === null) return only('no_directory');
    // A link that leads elsewhere now is another folder than the one that was allowed.
    if (real !== allowed) return only('not_allowed');
    try {
      const { env, timeoutMs = 3000 } = this.#parts;
      const repository = await askRepository(gitAt({ cwd: real, env, timeoutMs }), recorded);
      return repository === null ? only('not_a_repository') : { ...only('ok'), repository };
    } catch (error) {
      if (error instanceof GitStopped) return only(error.state, error.message);
      throw error;
    }
  }

  /** Allows git in the thread's folder, or takes that back; answers with the evidence that this gives. */
  async allow(thread: GitSubject, allow: boolean): Promise<GitEvidence> {
    const { cwd } = thread;
    try {
      if (!allow) await this.#allowed.disallow(cwd);
      else if ((await realFolder(cwd)) === null) return { ...(await this.of(thread)), state: 'no_directory' };
      else await this.#allowed.allow(cwd);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const message = `Where git may be run could not be saved (${code ?? 'unknown reason'})`;
      return { ...(await this.of(thread)), state: 'failed', message, repository: null };
    }
    return await this.of(thread);
  }
}

/** Where a folder really lies; null when there is none. */
async function realFolder(cwd: string): Promise<string | null> {
  if (!isAbsolute(cwd)) return null;
  try {
    const real = await realpath(cwd);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
