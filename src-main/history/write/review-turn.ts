import type { Review } from '../../contracts/model/edit';
import { reviewText } from '../build-item/review';
import type { Dialect } from '../types';
import { isSince } from './release';
import { reviewOutput } from './review-output';
import type { WrittenItem } from './rollout-line';

/** The turn that a review is written as. */
export interface ReviewTurn {
  threadId: string;
  turnId: string;
  /** Ids for the marks at either end and for the two messages to the model. */
  ids: { entered: string; exited: string; request: string; answer: string };
  atMs: number;
  dialect: Dialect;
  cliVersion: unknown;
  contextWindow: number | null;
}

/** What the review is of, in the words that the window of Codex shows. */
const target = 'Review of this thread';

/**
 * A finished review as one turn, with the records of the release that the thread is of (compared with 0.133, 0.150 and
 * 0.169): the marks at either end, the output for the model, and the rendered review as the answer.
 */
export function reviewTurn(review: Review, turn: ReviewTurn): WrittenItem[] {
  const { turnId, ids, atMs } = turn;
  const paginated = turn.dialect === 'paginated';
  const rootTurn = isSince(turn.cliVersion, 0, 151) && { root_turn_id: turnId };
  const timed = isSince(turn.cliVersion, 0, 145);
  const seconds = Math.floor(atMs / 1000);
  const output = reviewOutput(review);
  const text = reviewText(output);
  const event = (payload: Record<string, unknown>): WrittenItem => ({ type: 'event_msg', payload });
  const item = (payload: Record<string, unknown>): WrittenItem =>
    event({
      type: 'item_completed',
      thread_id: turn.threadId,
      turn_id: turnId,
      item: payload,
      started_at_ms: atMs,
      completed_at_ms: atMs,
    });
  const says = (role: string, id: string, content: Record<string, unknown>): WrittenItem => ({
    type: 'response_item',
    payload: {
      type: 'message',
      ...(timed && { id }),
      role,
      content: [content],
      ...(timed && {
        internal_chat_message_metadata_passthrough: { turn_id: turnId, content_item_kinds: ['unknown'] },
      }),
    },
  });
  const named = (itemId: string) => (timed ? { turn_id: turnId, item_id: itemId } : {});
  const of = { type: 'custom', instructions: target };

  const started = event({
    type: 'task_started',
    ...(rootTurn && { turn_attribution: attribution(turnId) }),
    turn_id: turnId,
    ...rootTurn,
    started_at: seconds,
    model_context_window: turn.contextWindow,
    collaboration_mode_kind: 'default',
  });
  const entered = paginated
    ? item({ type: 'EnteredReviewMode', id: ids.entered, target: of, user_facing_hint: target })
    : event({ type: 'entered_review_mode', target: of, user_facing_hint: target, ...named(ids.entered) });
  const exited = paginated
    ? item({ type: 'ExitedReviewMode', id: ids.exited, review_output: output })
    : event({ type: 'exited_review_mode', ...named(ids.exited), review_output: output });
  const answered = paginated
    ? item({ type: 'AgentMessage', id: ids.answer, content: [{ type: 'Text', text }] })
    : event({ type: 'agent_message', message: text, phase: null, memory_citation: null });
  const complete = event({
    type: 'task_complete',
    ...rootTurn,
    turn_id: turnId,
    last_agent_message: null,
    ...(timed && { started_at: seconds }),
    completed_at: seconds,
    duration_ms: 0,
  });
  return [
    started,
    entered,
    says('user', ids.request, { type: 'input_text', text: request(text) }),
    exited,
    says('assistant', ids.answer, { type: 'output_text', text }),
    answered,
    complete,
  ];
}

function attribution(turnId: string): Record<string, unknown> {
  const nobody = { turn_trigger: null, parent_turn_id: null, initiating_agent_path: null };
  return { turn_id: turnId, ...nobody, root_turn_id: turnId };
}

/** The words by which Codex hands a review to the model that goes on with the thread. */
function request(text: string): string {
  return (
    "<user_action>\n  <context>User initiated a review task. Here's the full review output from reviewer model. User may " +
    `select one or more comments to resolve.</context>\n  <action>review</action>\n  <results>\n  ${text}\n  </results>\n` +
    '  </user_action>\n'
  );
}
