import { StoreError } from '../errors';

/** What went wrong, in words a user can act on; one text per errno (S-40). */
const texts: Readonly<Record<string, string>> = {
  EACCES: 'No permission to read it.',
  EPERM: 'The system does not allow reading it.',
  EROFS: 'The file system is read-only.',
  ENOENT: 'It is not there, or no longer.',
  ENOTDIR: 'A part of the path is not a folder.',
  EISDIR: 'It is a folder, not a file.',
  ELOOP: 'Its symbolic links lead in a circle.',
  ENAMETOOLONG: 'The path is too long for the system.',
  EMFILE: 'Skein has too many files open.',
  ENFILE: 'The system has too many files open.',
  EBUSY: 'Another program keeps it locked.',
  EAGAIN: 'Another program keeps it locked for the moment.',
  EIO: 'The disk reported a read error.',
  ENXIO: 'It is a device or socket without anything behind it.',
  ESTALE: 'The network share that holds it has changed or gone.',
  ETIMEDOUT: 'The network share that holds it does not answer.',
  ENODEV: 'The device that holds it is gone.',
  ENOMEM: 'The system has no memory left for it.',
  EINVAL: 'The system cannot read it.',
  ENOSPC: 'The disk, or the number of folders that may be watched, is used up.',
};

/** errno of a failed file-system call, e.g. `EACCES`; null for any other error. */
export function errnoOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}

/**
 * A failed file-system call as a StoreError: code `io`, errno and path as detail. StoreErrors pass
 * as they are; anything without an errno is a fault of ours and is not disguised.
 *
 * @param path relative to the Codex home
 */
export function classifyFileError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  if (error instanceof StoreError || errno === null) return error;
  const text = texts[errno] ?? 'It cannot be read.';
  return new StoreError('io', `${path}: ${text} (${errno})`, { errno, path }, { cause: error });
}

/** The text for a damage entry; the error itself when it is not about the file. */
export function describeFileError(error: unknown): string {
  const errno = errnoOf(error);
  if (errno !== null) return `${texts[errno] ?? 'It cannot be read.'} (${errno})`;
  if (error instanceof StoreError) return error.message;
  throw error;
}
