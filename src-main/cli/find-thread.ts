import type { ThreadSummary } from '../contracts/model/thread';
import { StoreError } from '../store/errors';
import type { ThreadManager } from '../threads/thread-manager';
import { onlyStart } from './only-start';
import { printableLine } from './printable';
import { UsageError } from './usage-error';

/** What a user may shorten an id to: below that, too many threads of one day share the start. */
export const shortestStart = 8;
const fullLength = 36;

/**
 * The id that the user means: a whole one as it is, or a start of one that only one thread has.
 *
 * `thread_not_found` when none has it, and when several do: the message then names them.
 */
export async function findThread(manager: ThreadManager, given: string): Promise<string> {
  const [id = given] = await findThreads(manager, [given]);
  return id;
}

/** The same for several, each named once. All are found before the caller does anything with one. */
export async function findThreads(manager: ThreadManager, given: readonly string[]): Promise<string[]> {
  const short = given.filter((one) => one.length < fullLength);
  for (const one of short) {
    if (one.length < shortestStart) {
      throw new UsageError(
        `ID expects a thread id or at least ${shortestStart} characters of its start, not "${one}"`,
      );
    }
  }
  if (short.length === 0) return [...new Set(given)];
  const { data } = await manager.list({ sortKey: 'created_at', sortDirection: 'desc' });
  return [...new Set(given.map((one) => (one.length < fullLength ? idOf(data, one) : one)))];
}

function idOf(threads: readonly ThreadSummary[], start: string): string {
  const candidates = threads.map((one) => ({
    id: one.id,
    line: `${one.id}  ${printableLine(one.name ?? one.preview).slice(0, 60)}`,
  }));
  const found = onlyStart(candidates, start, { one: 'thread', many: 'threads', has: 'an id' });
  if (typeof found === 'string') throw new StoreError('thread_not_found', found);
  return found.id;
}
