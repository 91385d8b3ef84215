import { createThreadLocks } from '../locks/thread-locks';
import { createLockFiles } from '../write/lock-files';

/** Takes the lock of a thread and holds it until its input ends; tells `held` and `released`, or what went wrong. */
const [, , home = '', threadId = ''] = process.argv;
const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  const lock = await createThreadLocks(createLockFiles(home)).lock(threadId);
  say('held');
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  await lock.release();
  say('released');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
