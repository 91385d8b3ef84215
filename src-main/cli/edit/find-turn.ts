import { StoreError } from '../../store/errors';
import type { ThreadManager } from '../../threads/thread-manager';
import { localTime } from '../format-facts';
import { type Candidate, onlyStart } from '../only-start';
import { eachTurn } from '../write-thread-json';

/** Ids of this length are whole ones and are not looked for. */
const fullLength = 36;

/**
 * The turn that the user means: a whole id as it is, or a start of one that only one turn of the thread has.
 * `invalid_request` when none has it, and when several do: the message then names them.
 */
export async function findTurn(manager: ThreadManager, threadId: string, given: string): Promise<string> {
  if (given.length >= fullLength) return given;
  const turns: Candidate[] = [];
  await eachTurn(manager, { threadId, view: 'everything', sortDirection: 'asc' }, async (turn) => {
    turns.push({ id: turn.id, line: `${turn.id}  ${localTime(turn.startedAt)}` });
  });
  if (turns.some(({ id }) => id === given)) return given;
  const found = onlyStart(turns, given, { one: 'turn of this thread', many: 'turns', has: 'an id' });
  if (typeof found === 'string') throw new StoreError('invalid_request', found);
  return found.id;
}
