import { StoreError } from '../../errors';
import { classifyFileError, errnoOf } from '../classify-error';

/** Where writing fails for another reason than reading. */
const texts: Readonly<Record<string, string>> = {
  EACCES: 'No permission to write it.',
  EPERM: 'The system does not allow writing it.',
  EIO: 'The disk reported a write error.',
  EINVAL: 'The system cannot write it.',
  ENOSPC: 'The disk is full.',
  EDQUOT: 'Your share of the disk is used up.',
  EFBIG: 'The file would become larger than the system allows.',
  ENOTEMPTY: 'Its folder is not empty.',
  EXDEV: 'It would move to another disk.',
};

/** Like `classifyFileError`, in words for a call that was to change something. */
export function classifyWriteError(error: unknown, path: string): unknown {
  const errno = errnoOf(error);
  const text = errno === null ? undefined : texts[errno];
  if (error instanceof StoreError || errno === null || text === undefined)
    return classifyFileError(error, path);
  return new StoreError('io', `${path}: ${text} (${errno})`, { errno, path }, { cause: error });
}
