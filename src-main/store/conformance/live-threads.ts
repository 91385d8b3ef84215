import type { CreateThreadParams, ResumeThreadParams, RolloutItem } from '../types';
import { sampleId } from './sample-threads';

export type Dialect = CreateThreadParams['historyMode'];

/** What a new thread of a test is made with. */
export function createParams(
  n: number,
  historyMode: Dialect,
  more: Partial<CreateThreadParams> = {},
): CreateThreadParams {
  const threadId = sampleId(n);
  return {
    threadId,
    sessionId: threadId,
    forkedFromId: null,
    parentThreadId: null,
    source: 'cli',
    threadSource: null,
    originator: 'skein-test',
    baseInstructions: { text: 'Be brief.' },
    dynamicTools: [],
    historyMode,
    historyBase: null,
    gitInfo: null,
    metadata: { cwd: '/srv/a', modelProvider: 'openai', memoryMode: 'enabled' },
    ...more,
  };
}

export function resumeParams(n: number, more: Partial<ResumeThreadParams> = {}): ResumeThreadParams {
  return {
    threadId: sampleId(n),
    rolloutPath: null,
    includeArchived: false,
    metadata: { cwd: '/srv/a', modelProvider: 'openai', memoryMode: 'enabled' },
    ...more,
  };
}

const event = (payload: Record<string, unknown>): RolloutItem => ({ type: 'event_msg', payload });

/** A turn with one prompt and one answer, as its dialect tells it. */
export function turnItems(thread: number, turnId: string, prompt: string, dialect: Dialect): RolloutItem[] {
  const item = (content: Record<string, unknown>) =>
    event({ type: 'item_completed', thread_id: sampleId(thread), turn_id: turnId, item: content });
  const answer = `Answer to ${prompt}`;
  const said =
    dialect === 'legacy'
      ? [
          event({
            type: 'user_message',
            message: prompt,
            images: [],
            local_images: [],
            text_elements: [],
          }),
          event({ type: 'agent_message', message: answer, phase: 'final_answer' }),
        ]
      : [
          item({
            type: 'UserMessage',
            id: `${turnId}-user`,
            content: [{ type: 'text', text: prompt, text_elements: [] }],
          }),
          item({ type: 'AgentMessage', id: `${turnId}-agent`, content: [{ type: 'Text', text: answer }] }),
        ];
  return [
    event({ type: 'task_started', turn_id: turnId, started_at: 1, model_context_window: 1000 }),
    ...said,
    event({ type: 'task_complete', turn_id: turnId, last_agent_message: answer, completed_at: 2 }),
  ];
}
