import type { PlanProblem } from '../../../contracts/model/edit';
import { refused } from './planned-thread';
import type { ThreadFacts } from './thread-facts';

/** Why metadata of a thread cannot be edited; null when it can. */
export function metadataObstacle(facts: ThreadFacts): PlanProblem | null {
  const { threadId, current, row, stateDatabase, columns, summary } = facts;
  if (current === null) return refused('no_rollout', `no rollout found for thread id ${threadId}`);
  if (summary.format === 'bare') {
    return refused('unsupported_dialect', 'Files of the time before 2025-09 are shown, but not edited.');
  }
  if (!current.head) return refused('damaged', 'Its first session_meta line cannot be read.');
  if (stateDatabase.state !== 'ok' && stateDatabase.state !== 'absent') {
    return refused('database', stateDatabase.message);
  }
  if (summary.format !== 'paginated') return null;
  if (stateDatabase.state === 'absent' || columns.size === 0) {
    return refused(
      'no_database',
      'Its metadata is kept in the state database, which this home does not have.',
    );
  }
  return row === null
    ? refused('no_row', 'The state database has no row of it: resume it in Codex once.')
    : null;
}
