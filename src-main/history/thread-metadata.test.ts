import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordRef } from '../contracts/model/record';
import { createMetadataExtractor, type ThreadMetadata } from './thread-metadata';
import type { RolloutRecord } from './types';

const own = '01a2045a-d382-7d82-99a9-b01255bcb722';
const parent = '01a2045a-0000-7d82-99a9-b01255bcb722';

type Line = { type: string; payload: Record<string, unknown>; ordinal?: number };
const meta = (payload: Record<string, unknown> = {}): Line => ({
  type: 'session_meta',
  payload: { id: own, timestamp: '2026-11-22T17:43:10.995Z', cwd: '/srv/demo', ...payload },
});
const event = (type: string, payload: Record<string, unknown> = {}): Line => ({
  type: 'event_msg',
  payload: { type, ...payload },
});
const userItem = (content: unknown, extra: Record<string, unknown> = {}) =>
  event('item_completed', { thread_id: own, item: { type: 'UserMessage', id: 'u', content }, ...extra });
const bare = (raw: Record<string, unknown>): Line => ({ type: 'bare', payload: raw });

const record = (line: Line): RolloutRecord => ({
  timestamp: line.type === 'bare' ? null : '2026-11-22T17:43:12.174Z',
  ordinal: line.ordinal ?? null,
  raw: line.payload,
  ...line,
});
const ref = (index: number): RecordRef => ({
  rolloutId: own,
  line: index + 1,
  offset: index * 100,
  length: 99,
  ordinal: null,
});

function extract(...lines: Line[]) {
  const extractor = createMetadataExtractor();
  lines.forEach((line, index) => {
    extractor.push(record(line), ref(index));
  });
  return extractor;
}
const valueOf = (...lines: Line[]): ThreadMetadata => extract(...lines).value;

describe('identity', () => {
  test('the first session_meta decides, a copied parent changes nothing but the memory mode', () => {
    const value = valueOf(
      meta({ forked_from_id: parent, cwd: '/own', source: 'exec', session_id: parent }),
      meta({ id: parent, cwd: '/parent', source: 'cli', git: { branch: 'p' }, memory_mode: 'disabled' }),
    );
    expect(value).toMatchObject({
      id: own,
      forkedFromId: parent,
      sessionId: parent,
      cwd: '/own',
      source: 'exec',
      git: null,
      memoryMode: 'disabled',
      historyMode: 'legacy',
    });
  });

  test('a spawned agent tells its parent, an attached thread in forked_from_id', () => {
    const spawn = { parent_thread_id: parent, depth: 1 };
    expect(valueOf(meta({ source: { subagent: { thread_spawn: spawn } } })).source).toEqual({
      subagent: { thread_spawn: spawn },
    });
    expect(valueOf(meta({ parent_thread_id: parent })).parentThreadId).toBe(parent);
    expect(valueOf(meta({ forked_from_id: parent })).attachedToThreadId).toBeNull();
    expect(valueOf(meta({ forked_from_id: parent, attached_thread: true })).attachedToThreadId).toBe(parent);
  });

  test('an own later line changes only what it holds', () => {
    const value = valueOf(
      meta({ cli_version: '0.133.0', model_provider: 'openai', agent_type: 'explorer' }),
      meta({ cwd: '', cli_version: '0.150.0', model_provider: null, memory_mode: 'enabled' }),
    );
    expect(value).toMatchObject({
      cwd: '/srv/demo',
      cliVersion: '0.150.0',
      modelProvider: 'openai',
      agentRole: 'explorer',
      memoryMode: 'enabled',
    });
  });
});

describe('git', () => {
  const first = { commit_hash: 'a', branch: 'main', repository_url: 'https://e.org/x.git' };

  test('credentials of a remote are left out', () => {
    const repository_url = 'https://demo:s3cret@git.example.com/x.git';
    expect(valueOf(meta({ git: { repository_url } })).git?.originUrl).toBe('https://git.example.com/x.git');
  });

  test('the last own object counts whole: keys that it lacks were cleared', () => {
    const extractor = extract(
      meta({ git: first }),
      meta({ git: { branch: 'two' } }),
      meta({}),
      meta({ git: {} }),
    );
    expect(extractor.value.git).toBeNull();
    expect(extractor.gitVersions.map((version) => [version.git, version.record.line])).toEqual([
      [{ sha: 'a', branch: 'main', originUrl: 'https://e.org/x.git' }, 1],
      [{ sha: null, branch: 'two', originUrl: null }, 2],
      [null, 4],
    ]);
    expect(extractor.provenance.git?.line).toBe(4);
  });
});

describe('settings and tokens', () => {
  test('the last turn_context or settings line tells model and effort', () => {
    const lines = [
      meta(),
      { type: 'turn_context', payload: { model: 'gpt-5', effort: 'high', cwd: '/a' } },
      event('thread_settings_applied', { thread_settings: { model: 'gpt-6', cwd: '/b' } }),
    ];
    expect(valueOf(...lines)).toMatchObject({
      model: 'gpt-6',
      reasoningEffort: null,
      cwd: '/srv/demo',
    });
  });

  test('the directory of a turn counts only where session_meta has none; dots are resolved', () => {
    const turn = { type: 'turn_context', payload: { model: 'gpt-5', cwd: '/a/./b/../c//' } };
    expect(valueOf(meta({ cwd: null }), turn).cwd).toBe('/a/c');
    expect(valueOf(meta({ cwd: '/x/../..//y' }), turn).cwd).toBe('/y');
  });

  test('tokens are the last total; a rate-limit line without info changes nothing', () => {
    const total = (tokens: number) =>
      event('token_count', { info: { total_token_usage: { total_tokens: tokens } } });
    expect(valueOf(meta(), total(10), total(7), event('token_count', { info: null })).tokensUsed).toBe(7);
    expect(valueOf(meta()).tokensUsed).toBeNull();
  });
});

describe('preview', () => {
  const said = (message: string, more = {}) => event('user_message', { message, ...more });

  test.each<[string, Line[], string | null]>([
    ['first message, trimmed, line ends kept', [said('\n one\ntwo \n'), said('later')], 'one\ntwo'],
    [
      'behind the IDE marker',
      [said('# Context from my IDE setup:\n\n## My request for Codex:\nFix it')],
      'Fix it',
    ],
    ['image only', [said('', { local_images: ['/x.png'] })], '[Image]'],
    ['audio only', [said('', { audio: ['data:'] })], '[Audio]'],
    ['a wrapper that really was the message', [said('<environment_context>hm')], '<environment_context>hm'],
    [
      'several text inputs',
      [
        userItem([
          { type: 'text', text: 'ab' },
          { type: 'text', text: 'cd' },
        ]),
      ],
      'abcd',
    ],
    ['image item', [userItem([{ type: 'image', image_url: 'data:' }])], '[Image]'],
    ['empty first message', [said('  '), said('second')], 'second'],
    [
      'goal before any message',
      [event('thread_goal_updated', { goal: { objective: 'Ship' } }), said('x')],
      'Ship',
    ],
    ['message of a child', [userItem([{ type: 'text', text: 'review' }], { thread_id: parent })], null],
    ['nothing', [], null],
  ])('%s', (_title, lines, preview) => {
    expect(valueOf(meta(), ...lines).preview).toBe(preview);
  });

  test("a parent's prefix in a sub-agent's file is not the agent's own", () => {
    const inherited = { ...userItem([{ type: 'text', text: 'of the parent' }]), ordinal: 7 };
    const ownItem = { ...userItem([{ type: 'text', text: 'own' }]), ordinal: 16 };
    const head = meta({ history_mode: 'paginated', subagent_history_start_ordinal: 16 });
    expect(valueOf(head, inherited, ownItem)).toMatchObject({ preview: 'own', historyMode: 'paginated' });
  });
});

describe('detached reviews', () => {
  const ownTurn = '01a2045a-d399-7d82-99a9-b01255bcb722';
  const copiedTurn = '01a2045a-0001-7d82-99a9-b01255bcb722';
  const fork = meta({ forked_from_id: parent });
  const exited = (payload: Record<string, unknown> = {}) =>
    event('exited_review_mode', { review_output: {}, ...payload });
  const exitedItem = (threadId: string) =>
    event('item_completed', { thread_id: threadId, item: { type: 'ExitedReviewMode', id: 'x' } });

  test.each<[string, Line[], string | null]>([
    ['a legacy review', [fork, event('task_started', { turn_id: ownTurn }), exited()], parent],
    ['one that names its turn itself', [fork, exited({ turn_id: ownTurn })], parent],
    ['a paginated one', [fork, exitedItem(own)], parent],
    ['a fork with a copied review', [fork, event('task_started', { turn_id: copiedTurn }), exited()], null],
    ['a fork of a thread with an inline review', [fork, exited({ turn_id: copiedTurn })], null],
    ['an inline review', [meta(), exited({ turn_id: ownTurn })], null],
    ['a child that tells its parent of its review', [fork, exitedItem(parent)], null],
    ['a file without turn ids', [fork, event('task_started'), exited()], null],
    ['a review that goes on', [fork, event('entered_review_mode', { turn_id: ownTurn })], null],
  ])('%s', (_name, lines, expected) => {
    expect(valueOf(...lines).reviewOf).toBe(expected);
  });
});

test('a file without envelopes', () => {
  const message = (role: string, text: string) =>
    bare({ type: 'message', role, content: [{ type: 'input_text', text }] });
  expect(
    valueOf(
      bare({ id: own, timestamp: '2025-08-10T12:00:00.000Z', instructions: null, git: { branch: 'main' } }),
      bare({ record_type: 'state' }),
      message('user', '<environment_context>x</environment_context>'),
      message('assistant', 'hello'),
      message('user', 'hi'),
    ),
  ).toMatchObject({
    id: own,
    createdAt: '2025-08-10T12:00:00.000Z',
    preview: 'hi',
    historyMode: null,
    git: { sha: null, branch: 'main', originUrl: null },
  });
});

test('any field of any type is survived, and saving anywhere changes nothing', () => {
  const junk = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.array(fc.string()), fc.object());
  const keys = [
    'id',
    'git',
    'source',
    'cwd',
    'item',
    'info',
    'goal',
    'content',
    'message',
    'thread_settings',
    'turn_id',
  ];
  const types = ['session_meta', 'event_msg', 'turn_context', 'bare', 'unheard_of'];
  const kinds = [
    'user_message',
    'item_completed',
    'token_count',
    'thread_goal_updated',
    'thread_settings_applied',
    'task_started',
    'exited_review_mode',
  ];
  const payload = fc.tuple(fc.constantFrom(...kinds), fc.dictionary(fc.constantFrom(...keys), junk));
  const line = fc.tuple(fc.constantFrom(...types), payload).map(([type, [kind, fields]]) => ({
    type,
    payload: { type: kind, ...fields },
  }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.nat(20), (lines, cut) => {
      const whole = extract(meta(), ...lines);
      let resumed = createMetadataExtractor();
      [meta(), ...lines].forEach((one, index) => {
        if (index === cut) resumed = createMetadataExtractor(JSON.parse(JSON.stringify(resumed.save())));
        resumed.push(record(one), ref(index));
      });
      expect(resumed.save()).toEqual(whole.save());
    }),
  );
});
