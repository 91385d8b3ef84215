import { StoreError } from '../store/errors';
import { isEmptyPatch } from '../store/metadata-patch';
import type { GitInfoPatch, ThreadMetadataPatch, Tri } from '../store/types';

/**
 * A patch as a user wants it, checked before anything is written (thread-store.md 6.12): texts are trimmed and may
 * not be empty, and there is something to change. `invalid_request` says what is wrong.
 */
export function cleanPatch(patch: ThreadMetadataPatch): ThreadMetadataPatch {
  const { gitInfo, name } = patch;
  if (gitInfo && isEmptyPatch({ gitInfo }))
    throw new StoreError('invalid_request', 'gitInfo must include at least one field');
  if (isEmptyPatch(patch)) {
    throw new StoreError('invalid_request', 'thread metadata update must include at least one field');
  }
  return {
    ...patch,
    ...(name !== undefined && { name: trimmed(name, 'thread name') }),
    ...(gitInfo && { gitInfo: cleanGit(gitInfo) }),
  };
}

function cleanGit(git: GitInfoPatch): GitInfoPatch {
  const entries = Object.entries(git).map(([key, value]) => [key, trimmed(value, `gitInfo.${key}`)]);
  return Object.fromEntries(entries) as GitInfoPatch;
}

function trimmed(value: Tri<string>, field: string): Tri<string> {
  const text = value?.trim();
  if (text === '') throw new StoreError('invalid_request', `${field} must not be empty`);
  return text ?? value;
}
