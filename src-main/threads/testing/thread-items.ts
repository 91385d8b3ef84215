import type { CreateThreadParams, RolloutItem } from '../../store/types';
import { createParams } from '../../store/conformance/live-threads';
import { sampleId } from '../../store/conformance/sample-threads';

/** A new thread of the tests. */
export const newNumber = 51;
export const newThreadId = sampleId(newNumber);

export const newParams = (
  historyMode: CreateThreadParams['historyMode'] = 'legacy',
  more: Partial<CreateThreadParams> = {},
): CreateThreadParams => createParams(newNumber, historyMode, more);

export const event = (payload: Record<string, unknown>): RolloutItem => ({ type: 'event_msg', payload });

export const userMessage = (message: string): RolloutItem =>
  event({ type: 'user_message', message, images: [], local_images: [], text_elements: [] });

export const agentMessage = (message: string): RolloutItem =>
  event({ type: 'agent_message', message, phase: 'final_answer' });

export const turnStarted = (turnId: string): RolloutItem =>
  event({ type: 'task_started', turn_id: turnId, model_context_window: 1000 });

export const turnComplete = (turnId: string): RolloutItem =>
  event({ type: 'task_complete', turn_id: turnId, last_agent_message: 'Yes' });

export const userItem = (threadId: string, text: string): RolloutItem =>
  event({
    ...{ type: 'item_completed', thread_id: threadId, turn_id: 'turn' },
    item: { type: 'UserMessage', id: 'user', content: [{ type: 'text', text, text_elements: [] }] },
  });

export const turnContext = (more: Record<string, unknown> = {}): RolloutItem => ({
  type: 'turn_context',
  payload: {
    ...{ cwd: '/srv/turn', approval_policy: 'on-request', sandbox_policy: { type: 'read-only' } },
    ...{ model: 'gpt-6', effort: 'high', summary: 'auto' },
    ...more,
  },
});

export function tokenCount(total: number): RolloutItem {
  const counted = { input_tokens: total - 1, cached_input_tokens: 0, output_tokens: 1 };
  const usage = { ...counted, reasoning_output_tokens: 0, total_tokens: total };
  return event({
    type: 'token_count',
    info: { total_token_usage: usage, last_token_usage: usage, model_context_window: 1000 },
    rate_limits: null,
  });
}
