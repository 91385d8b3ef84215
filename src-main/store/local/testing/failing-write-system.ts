import { nodeWriteSystem, type WritableFile, type WriteSystem } from '../write/write-system';

/**
 * How a call fails: without having done anything, after it was done, or half way, which only a write can; any other
 * call fails before then.
 */
export type FailingHow = 'before' | 'after' | 'half';

/** Node's own calls, of which one fails. */
export interface FailingWriteSystem extends WriteSystem {
  /** Calls so far; the k-th failed if there were as many. */
  readonly calls: number;
  /** From now on everything works, and nothing is counted. */
  heal(): void;
}

/**
 * Fails the k-th call, counted from 1, or all from it on. Run an operation for k = 1, 2, ... until it makes fewer
 * calls: then each of its steps has failed once.
 */
export function failingWriteSystem(
  k: number,
  how: FailingHow = 'before',
  lasting = false,
): FailingWriteSystem {
  let calls = 0;
  let isWell = false;

  async function call<Result>(work: () => Promise<Result>, half?: () => Promise<unknown>): Promise<Result> {
    if (!isWell) calls += 1;
    if (isWell || (lasting ? calls < k : calls !== k)) return work();
    if (how === 'after') await work();
    if (how === 'half') await half?.();
    throw Object.assign(new Error('EIO: made to fail'), { code: 'EIO' });
  }

  const fileOf = (file: WritableFile): WritableFile => ({
    fd: file.fd,
    write: (buffer, offset, length) =>
      call(
        () => file.write(buffer, offset, length),
        () => file.write(buffer, offset, Math.floor(length / 2)),
      ),
    read: (buffer, offset, length, position) => call(() => file.read(buffer, offset, length, position)),
    stat: (options) => call(() => file.stat(options)),
    truncate: (length) => call(() => file.truncate(length)),
    chmod: (mode) => call(() => file.chmod(mode)),
    datasync: () => call(() => file.datasync()),
    sync: () => call(() => file.sync()),
    async close() {
      // The descriptor is gone even when closing fails.
      await file.close();
      return call(() => Promise.resolve());
    },
  });

  return {
    get calls() {
      return calls;
    },
    heal() {
      isWell = true;
    },
    async open(path, flags, mode) {
      let opened: WritableFile | undefined;
      try {
        return await call(async () => {
          opened = await nodeWriteSystem.open(path, flags, mode);
          return fileOf(opened);
        });
      } catch (error) {
        await opened?.close();
        throw error;
      }
    },
    lstat: (path) => call(() => nodeWriteSystem.lstat(path)),
    realpath: (path) => call(() => nodeWriteSystem.realpath(path)),
    mkdir: (path) => call(() => nodeWriteSystem.mkdir(path)),
    rename: (from, to) => call(() => nodeWriteSystem.rename(from, to)),
    link: (from, to) => call(() => nodeWriteSystem.link(from, to)),
    unlink: (path) => call(() => nodeWriteSystem.unlink(path)),
    utimes: (path, atime, mtime) => call(() => nodeWriteSystem.utimes(path, atime, mtime)),
  };
}
