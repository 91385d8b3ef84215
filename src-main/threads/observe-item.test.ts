import { expect, test } from 'vitest';
import type { RolloutItem } from '../store/types';
import { type Observation, observeItem } from './observe-item';
import {
  agentMessage,
  event,
  newThreadId as id,
  tokenCount,
  turnContext,
  turnStarted,
  userItem,
  userMessage,
} from './testing/thread-items';

const now = new Date(1_795_370_000_000);
const meta = (payload: Record<string, unknown>): RolloutItem => ({
  type: 'session_meta',
  payload: { id, timestamp: '2026-11-20T09:00:00.250Z', ...payload },
});
const said = (preview: string) => ({ preview, firstUserMessage: preview, title: preview });
const facts = (one: Observation['facts']) => ({ facts: one, firsts: {} });
const firsts = (one: Observation['firsts']) => ({ facts: {}, firsts: one });
const createdAt = new Date('2026-11-20T09:00:00.250Z');
const settings = (more: Record<string, unknown>) =>
  event({
    ...{ type: 'thread_settings_applied', thread_id: id },
    thread_settings: { model: 'gpt-7', model_provider_id: 'mock', approval_policy: 'never', ...more },
  });

/** extract: one test per item kind (thread-store.md 3.12, 4.3). */
test.each<[string, RolloutItem, Observation | null]>([
  [
    'session_meta of the own id',
    meta({
      ...{ source: 'mcp', thread_source: 'user', agent_nickname: 'Ada', agent_role: 'scout' },
      ...{ agent_path: '/root/ada', model_provider: 'openai', cli_version: '0.169.0', cwd: '/srv/a' },
      ...{ git: { branch: 'main' }, memory_mode: 'disabled' },
    }),
    facts({
      ...{ createdAt, source: 'appServer', threadSource: 'user', agentNickname: 'Ada' },
      ...{ agentRole: 'scout', agentPath: '/root/ada', modelProvider: 'openai', cliVersion: '0.169.0' },
      ...{ cwd: '/srv/a', memoryMode: 'disabled' },
      gitInfo: { sha: null, branch: 'main', originUrl: null },
    }),
  ],
  [
    'session_meta with empty texts',
    meta({ model_provider: '', cli_version: '', cwd: '' }),
    facts({ createdAt }),
  ],
  ['session_meta of another id: id mismatch is ignored', meta({ id: 'other', cwd: '/srv/b' }), null],
  [
    'turn_context',
    turnContext({ permission_profile: { type: 'disabled' } }),
    {
      facts: {
        ...{ model: 'gpt-6', reasoningEffort: 'high', approvalMode: 'on-request' },
        permissionProfile: { type: 'disabled' },
      },
      firsts: { cwd: '/srv/turn' },
    },
  ],
  [
    'turn_context without a profile: the sandbox policy stands for it',
    turnContext({ effort: null }),
    {
      facts: {
        ...{ model: 'gpt-6', reasoningEffort: null, approvalMode: 'on-request' },
        permissionProfile: { type: 'read-only' },
      },
      firsts: { cwd: '/srv/turn' },
    },
  ],
  [
    'thread_settings_applied',
    settings({ reasoning_effort: 'low', cwd: '/srv/b' }),
    {
      facts: { model: 'gpt-7', modelProvider: 'mock', approvalMode: 'never', reasoningEffort: 'low' },
      firsts: { cwd: '/srv/b' },
    },
  ],
  [
    'thread_settings_applied without an effort leaves it',
    settings({}),
    facts({ model: 'gpt-7', modelProvider: 'mock', approvalMode: 'never' }),
  ],
  ['user_message', userMessage('Hello'), firsts(said('Hello'))],
  [
    'user_message behind the IDE marker',
    userMessage('x ## My request for Codex:\n Do it '),
    firsts(said('Do it')),
  ],
  [
    'user_message of a picture alone has no title',
    event({ type: 'user_message', message: '', images: ['data:'] }),
    firsts({ preview: '[Image]', firstUserMessage: '[Image]' }),
  ],
  ['item_completed(UserMessage)', userItem(id, 'Hello'), firsts(said('Hello'))],
  ['item_completed(UserMessage) of an inline reviewer', userItem('reviewer', 'Hello'), null],
  [
    'item_completed of anything else',
    event({ type: 'item_completed', item: { type: 'AgentMessage' } }),
    null,
  ],
  ['token_count', tokenCount(120), facts({ tokensUsed: 120 })],
  ['token_count without an info', event({ type: 'token_count', info: null }), null],
  [
    'thread_goal_updated',
    event({ type: 'thread_goal_updated', goal: { objective: 'Win' } }),
    firsts({ preview: 'Win' }),
  ],
  ['task_started', turnStarted('t'), facts({ advanceRecencyAt: now })],
  ['agent_message', agentMessage('Hi'), null],
  ['response_item', { type: 'response_item', payload: { type: 'message', role: 'user', content: [] } }, null],
  ['an unknown event', event({ type: 'of_tomorrow' }), null],
  ['no payload', { type: 'event_msg', payload: null }, null],
])('%s', (_kind, item, expected) => {
  expect(observeItem(item, id, now)).toEqual(expected);
});
