import { object, string } from '../../../history/json';
import { recordsIn } from '../branching/records-in';
import type { RolloutFile } from '../rollouts/catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';

/** Git facts as they are stored, credentials and all. */
export interface StoredGit {
  sha: string | null;
  branch: string | null;
  originUrl: string | null;
}

/** What the header lines of a legacy rollout say in the end; the row says it where there is one. */
export interface FileMetadata {
  git: StoredGit;
  memoryMode: string | null;
}

/** Reads the whole file: only for threads without a row. */
export async function fileMetadata(reader: RolloutReader, file: RolloutFile): Promise<FileMetadata> {
  const found: FileMetadata = { git: { sha: null, branch: null, originUrl: null }, memoryMode: null };
  for await (const { record } of recordsIn(reader, file, 0, Number.MAX_SAFE_INTEGER)) {
    if (record.type !== 'session_meta' || record.payload.id !== file.threadId) continue;
    const git = object(record.payload.git);
    // A line without git leaves it; one with an empty object clears it (observed.md 3).
    if (git) {
      found.git = {
        sha: string(git.commit_hash),
        branch: string(git.branch),
        originUrl: string(git.repository_url),
      };
    }
    found.memoryMode = string(record.payload.memory_mode) ?? found.memoryMode;
  }
  return found;
}
