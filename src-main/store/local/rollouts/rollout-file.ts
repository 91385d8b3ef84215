import { sep } from 'node:path';
import { type FileIdentity, mtimeMs } from '../home/file-identity';
import type { IndexedFile, StoredFile } from '../index/index-types';
import type { RolloutFile } from './catalog';
import { parseRolloutName } from './rollout-name';

/** A catalog entry and the whole identity it stands for. */
export interface KnownFile {
  file: RolloutFile;
  identity: FileIdentity;
}

/** The catalog entry for what the index, or a look at the disk, tells. Null when the path names no rollout. */
export function knownFile(
  root: string,
  stored: IndexedFile,
  scan: Pick<StoredFile, 'scanned' | 'turnCount'>,
): KnownFile | null {
  const parts = stored.path.split('/');
  const name = parseRolloutName(parts.at(-1) ?? '');
  if (!name) return null;
  const path = root + sep + parts.join(sep);
  const { identity, head, headRecord, metadata, headRead, damage } = stored;
  return {
    identity,
    file: {
      rolloutId: name.rolloutId,
      threadId: head?.threadId ?? name.threadId,
      nameThreadId: name.threadId,
      path,
      file: stored.path,
      logicalPath: name.compressed ? path.slice(0, -'.zst'.length) : path,
      archived: parts[0] === 'archived_sessions',
      compressed: name.compressed,
      size: identity.size,
      mtimeMs: mtimeMs(identity),
      inode: identity.inode,
      nameTime: name.time,
      nameTimeMs: name.timeMs,
      ...{ head, headRecord, metadata, headRead, damage },
      scanned: scan.scanned,
      turnCount: scan.turnCount,
    },
  };
}

/** The way back: what the index keeps of an entry. */
export function indexedFile({ file, identity }: KnownFile): IndexedFile {
  const { head, headRecord, metadata, headRead, damage } = file;
  return { path: file.file, identity, head, headRecord, metadata, headRead, damage: [...damage] };
}
