import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '../../errors';
import { createThreadLocks } from '../locks/thread-locks';
import { createLockFiles } from '../write/lock-files';

/** Counts a number in a file up, so many times, each time under the lock of a thread; then tells `done`. */
const [, , home = '', threadId = '', file = '', times = '0'] = process.argv;
const locks = createThreadLocks(createLockFiles(home));

for (let done = 0; done < Number(times); ) {
  try {
    await locks.withThreadLocks([threadId], async () => {
      const count = Number(await readFile(file, 'utf8'));
      await sleep(1);
      await writeFile(file, String(count + 1));
    });
    done += 1;
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'conflict')) throw error;
    await sleep(Math.random() * 5);
  }
}
process.stdout.write('done\n');
