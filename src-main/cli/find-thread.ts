import { StoreError } from '../store/errors';
import type { ThreadManager } from '../threads/thread-manager';
import { printableLine } from './printable';
import { UsageError } from './usage-error';

/** What a user may shorten an id to: below that, too many threads of one day share the start. */
const shortest = 8;
const fullLength = 36;
/** Candidates that an error names. */
const named = 10;

/**
 * The id that the user means: a whole one as it is, or a start of one that only one thread has.
 *
 * `thread_not_found` when none has it, and when several do: the message then names them.
 */
export async function findThread(manager: ThreadManager, given: string): Promise<string> {
  if (given.length >= fullLength) return given;
  if (given.length < shortest) {
    throw new UsageError(
      `ID expects a thread id or at least ${shortest} characters of its start, not "${given}"`,
    );
  }
  const { data } = await manager.list({ sortKey: 'created_at', sortDirection: 'desc' });
  const start = given.toLowerCase();
  const found = data.filter((thread) => thread.id.toLowerCase().startsWith(start));
  const [only] = found;
  if (!only) throw new StoreError('thread_not_found', `No thread has an id that starts with ${given}.`);
  if (found.length === 1) return only.id;
  const names = found
    .slice(0, named)
    .map((one) => `\n  ${one.id}  ${printableLine(one.name ?? one.preview).slice(0, 60)}`);
  const more = found.length > named ? `\n  and ${found.length - named} more` : '';
  throw new StoreError(
    'thread_not_found',
    `${found.length} threads have an id that starts with ${given}:${names.join('')}${more}`,
  );
}
