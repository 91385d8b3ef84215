import { expect, onTestFinished, vi } from 'vitest';
import type { Turn } from '../../contracts/model/turn';
import { newThreadId } from '../../history/write/new-thread-id';
import type { ThreadStore } from '../thread-store';
import type { CreateThreadParams, HistoryView, RolloutItem } from '../types';
import type { Subject } from './describe-reading';
import { sampleRollouts, type SampleRollout } from './sample-threads';

/** Opens a store that holds given rollouts and can be written to. */
export type OpenSubject = (rollouts: readonly SampleRollout[]) => Promise<Subject>;

/** A store with the sample threads, closed when the test is over. */
export async function openStore(
  open: OpenSubject,
  rollouts: readonly SampleRollout[] = sampleRollouts,
): Promise<ThreadStore> {
  const { store, remove } = await open(rollouts);
  onTestFinished(() => remove());
  await vi.waitFor(async () => {
    const { refreshing } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
    expect(refreshing).toBe(false);
  }, 10_000);
  return store;
}

/** A capability that the store under test has to have. */
export function having<Capability>(capability: Capability | undefined): Capability {
  if (capability === undefined) throw new Error('the store lacks a capability that it is tested for');
  return capability;
}

export async function turnsOf(store: ThreadStore, threadId: string, view: HistoryView): Promise<Turn[]> {
  return (await store.listTurns({ threadId, view, sortDirection: 'asc' })).turns;
}

export async function turnIds(store: ThreadStore, threadId: string): Promise<string[]> {
  return (await turnsOf(store, threadId, 'upstream')).map(({ id }) => id);
}

/** Lines and bytes of everything that a thread owns. */
export async function sizeOf(
  store: ThreadStore,
  threadId: string,
): Promise<{ lines: number; bytes: number }> {
  const { lines, bytes } = await store.check({ threadId });
  return { lines, bytes };
}

export const persistence = { cwd: '/srv/new', modelProvider: 'openai', memoryMode: 'enabled' } as const;

/** What a new thread is made with. */
export function newThread(
  historyMode: 'legacy' | 'paginated',
  more: Partial<CreateThreadParams> = {},
): CreateThreadParams {
  const threadId = newThreadId(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
  return {
    ...{ threadId, sessionId: threadId, forkedFromId: null, parentThreadId: null },
    ...{ source: 'cli', threadSource: 'user', originator: 'skein', baseInstructions: null, dynamicTools: [] },
    ...{ historyMode, historyBase: null, gitInfo: null, metadata: persistence },
    ...more,
  };
}

/** A whole turn in the dialect of its thread. */
export function turnItems(
  historyMode: 'legacy' | 'paginated',
  threadId: string,
  turnId: string,
  prompt: string,
): RolloutItem[] {
  const event = (payload: Record<string, unknown>): RolloutItem => ({ type: 'event_msg', payload });
  const item = (content: Record<string, unknown>): RolloutItem =>
    event({ type: 'item_completed', thread_id: threadId, turn_id: turnId, item: content });
  const started = event({ type: 'task_started', turn_id: turnId, model_context_window: 1000 });
  const complete = event({ type: 'task_complete', turn_id: turnId, last_agent_message: 'Yes' });
  if (historyMode === 'paginated') {
    const said = { type: 'text', text: prompt, text_elements: [] };
    return [
      started,
      item({ type: 'UserMessage', id: `${turnId}-user`, content: [said] }),
      item({ type: 'AgentMessage', id: `${turnId}-agent`, content: [{ type: 'Text', text: 'Yes' }] }),
      complete,
    ];
  }
  const asked = { type: 'user_message', message: prompt, images: [], local_images: [], text_elements: [] };
  return [
    started,
    event(asked),
    event({ type: 'agent_message', message: 'Yes', phase: 'final_answer' }),
    complete,
  ];
}
