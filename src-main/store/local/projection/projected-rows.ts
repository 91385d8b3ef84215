import { itemOfTurnItem } from '../../../history/build-item/turn-item';
import { integer, object, string } from '../../../history/json';
import { turnErrorOf } from '../../../history/project/turn-closing';
import type { Columns } from '../steps/step';

/** What the projection holds of a rollout. */
export interface ProjectedRows {
  turns: Columns[];
  items: Columns[];
  /** Behind the last line: where Codex goes on. */
  after: { offset: number; ordinal: number };
}

interface Line {
  ordinal: number;
  offset: number;
  end: number;
  timestampMs: number;
  payload: Record<string, unknown>;
}

type Turn = Record<string, string | number | null>;

/**
 * The rows that Codex's projector makes of lines (formats.md 6.3, compared with what 0.169 wrote). Made for lines that
 * Skein writes itself: a whole new file, whose items are each completed once.
 */
export function projectedRows(rolloutId: string, lines: readonly string[]): ProjectedRows {
  const turns = new Map<string, Turn>();
  const items: Columns[] = [];
  let [offset, ordinal] = [0, 0];

  const turnOf = (turnId: string, line: Line): Turn => {
    const turn = turns.get(turnId) ?? {
      thread_id: rolloutId,
      turn_id: turnId,
      rollout_ordinal: line.ordinal,
      status: 'inProgress',
      error_json: null,
      started_at: null,
      completed_at: null,
      duration_ms: null,
      first_user_item_id: null,
      final_agent_item_id: null,
      rollout_byte_offset: line.offset,
      rollout_end_ordinal: null,
      rollout_end_byte_offset: null,
      root_turn_id: null,
    };
    turns.set(turnId, turn);
    return turn;
  };

  for (const text of lines) {
    const record = JSON.parse(text) as Record<string, unknown>;
    const end = offset + Buffer.byteLength(text) + 1;
    ordinal = integer(record.ordinal) ?? ordinal;
    const payload = object(record.payload) ?? {};
    const timestampMs = Date.parse(string(record.timestamp) ?? '');
    const line: Line = { ordinal, offset, end, timestampMs, payload };
    offset = end;
    const turnId = string(payload.turn_id);
    if (record.type !== 'event_msg' || turnId === null) continue;
    switch (payload.type) {
      case 'task_started':
        Object.assign(turnOf(turnId, line), {
          started_at: integer(payload.started_at),
          root_turn_id: string(payload.root_turn_id),
        });
        break;
      case 'item_completed':
        item(line, turnId);
        break;
      case 'task_complete':
        close(line, turnOf(turnId, line), payload.error ? 'failed' : 'completed');
        break;
      case 'turn_aborted':
        close(line, turnOf(turnId, line), 'interrupted');
        break;
    }
  }

  function item(line: Line, turnId: string): void {
    const built = itemOfTurnItem(object(line.payload.item) ?? {});
    if (!built) return;
    const turn = turns.get(turnId);
    if (turn && built.type === 'userMessage') turn.first_user_item_id ??= built.id;
    if (turn && built.type === 'agentMessage') turn.final_agent_item_id = built.id;
    items.push({
      thread_id: rolloutId,
      turn_id: turnId,
      item_id: built.id,
      rollout_ordinal: line.ordinal,
      created_at_ms: integer(line.payload.started_at_ms) ?? line.timestampMs,
      item_json: JSON.stringify(built),
      item_type: built.type,
      updated_at_ordinal: line.ordinal,
      started_at_ms: integer(line.payload.started_at_ms),
      completed_at_ms: integer(line.payload.completed_at_ms),
    });
  }

  function close({ payload, ordinal: at, end }: Line, turn: Turn, status: string): void {
    const error = turnErrorOf(payload);
    turn.status = status;
    if (error) turn.error_json = JSON.stringify(error);
    turn.started_at ??= integer(payload.started_at);
    turn.completed_at = integer(payload.completed_at);
    turn.duration_ms = integer(payload.duration_ms);
    turn.root_turn_id ??= string(payload.root_turn_id);
    turn.rollout_end_ordinal = at;
    turn.rollout_end_byte_offset = end;
  }

  return { turns: [...turns.values()], items, after: { offset, ordinal: ordinal + 1 } };
}
