import { isSince } from './release';
import type { WrittenItem } from './rollout-line';

/** The turn that was open where a fork leaves its source. */
export interface OpenTurn {
  /** Null in histories without turn ids: none is made up. */
  turnId: string | null;
  rootTurnId: string | null;
  /** Epoch seconds. */
  startedAt: number | null;
}

const note =
  '<turn_aborted>\nThe user interrupted the previous turn on purpose. Any running unified exec processes may still be ' +
  'running in the background. If any tools/commands were aborted, they may have partially executed.\n</turn_aborted>';

/**
 * What a fork of a running turn begins with, so that it is over in the fork: a word to the model and the end of
 * the turn (thread-store.md 5.4; compared with 0.150 and 0.169).
 *
 * @param messageId `msg_` and an id; releases before 0.142 write none
 */
export function interruption(turn: OpenTurn, cliVersion: unknown, messageId: string): WrittenItem[] {
  const marked = isSince(cliVersion, 0, 145);
  const paginatedEra = isSince(cliVersion, 0, 151);
  const message = {
    type: 'message',
    ...(marked && { id: messageId }),
    role: 'user',
    content: [{ type: 'input_text', text: note }],
    ...(marked && {
      internal_chat_message_metadata_passthrough: {
        content_item_kinds: ['generic.turn_aborted'],
        ...(paginatedEra && {
          content_item_metadata: [{ provenance: { type: 'harness', hook: false } }],
        }),
      },
    }),
  };
  const aborted = {
    type: 'turn_aborted',
    ...(paginatedEra && turn.rootTurnId !== null && { root_turn_id: turn.rootTurnId }),
    turn_id: turn.turnId,
    reason: 'interrupted',
    ...(marked && turn.startedAt !== null && { started_at: turn.startedAt }),
  };
  return [
    { type: 'response_item', payload: message },
    { type: 'event_msg', payload: aborted },
  ];
}
