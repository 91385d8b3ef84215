import type { WrittenItem } from './rollout-line';

/** A thread's git facts as a session_meta line holds them. */
export interface MetaGit {
  sha: string | null;
  branch: string | null;
  originUrl: string | null;
}

/** `{}` when all are cleared: that is how Codex writes it (observed.md 3). */
export function gitOfMeta({ sha, branch, originUrl }: MetaGit): Record<string, string> {
  return {
    ...(sha !== null && { commit_hash: sha }),
    ...(branch !== null && { branch }),
    ...(originUrl !== null && { repository_url: originUrl }),
  };
}

/**
 * The line that tells changed git facts of a legacy thread: the whole header again, with the present memory mode
 * (formats.md 4.3).
 *
 * @param meta payload of the file's first session_meta
 */
export function gitUpdate(
  meta: Record<string, unknown>,
  git: MetaGit,
  memoryMode: string | null,
): WrittenItem {
  const { git: _git, memory_mode: _mode, ...rest } = meta;
  return {
    type: 'session_meta',
    payload: { ...rest, ...(memoryMode !== null && { memory_mode: memoryMode }), git: gitOfMeta(git) },
  };
}

/** The line that tells a changed memory mode of a legacy thread: the header without git (formats.md 4.4). */
export function memoryModeUpdate(meta: Record<string, unknown>, memoryMode: string): WrittenItem {
  const { git: _git, memory_mode: _mode, ...rest } = meta;
  return { type: 'session_meta', payload: { ...rest, memory_mode: memoryMode } };
}
