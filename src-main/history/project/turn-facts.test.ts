import { describe, expect, test } from 'vitest';
import {
  answered,
  ended,
  event,
  item,
  meta,
  paginated,
  said,
  started,
  tokens,
  usage,
  written,
} from '../testing/rollout-lines';
import { threadOfFile } from '../testing/thread-of-file';

const turnsOf = (...lines: Parameters<typeof written>) => threadOfFile(written(...lines)).everything;
const context = (payload: Record<string, unknown>) => ({ type: 'turn_context', payload });

describe('settings', () => {
  test('from the turn context', () => {
    const [turn] = turnsOf(
      meta(),
      started('T'),
      context({
        model: 'gpt-5',
        effort: 'high',
        cwd: '/w',
        approval_policy: 'on-request',
        sandbox_policy: { type: 'workspace-write', network_access: true },
      }),
      ended('T'),
    );
    expect(turn?.settings).toMatchObject({
      model: 'gpt-5',
      effort: 'high',
      approvalPolicy: 'on-request',
      sandboxPolicy: 'workspace-write',
      networkAccess: true,
      cwd: '/w',
      record: { line: 3 },
    });
  });

  test('releases up to 0.45 wrote the sandbox as a mode, and approvals may have parameters', () => {
    const [turn] = turnsOf(
      meta(),
      started('T'),
      context({ model: 'm', sandbox_policy: { mode: 'read-only' }, approval_policy: { granular: {} } }),
      ended('T'),
    );
    expect(turn?.settings).toMatchObject({
      sandboxPolicy: 'read-only',
      approvalPolicy: 'granular',
      networkAccess: null,
    });
  });

  test('settings that were applied between turns count for the next one', () => {
    const applied = event('thread_settings_applied', {
      thread_settings: { model: 'm', reasoning_effort: 'low', permission_profile: { type: 'disabled' } },
    });
    const turns = turnsOf(meta(), applied, started('T'), ended('T'), started('U'), ended('U'));
    expect(turns[0]?.settings).toMatchObject({
      model: 'm',
      effort: 'low',
      sandboxPolicy: 'danger-full-access',
    });
    expect(turns[1]?.settings).toBeNull();
  });
});

describe('tokens', () => {
  test('a response counts once, however often its line is repeated', () => {
    const [turn] = turnsOf(
      meta(),
      started('T'),
      tokens(10, 10),
      tokens(10, 10),
      tokens(25, 15),
      event('token_count', { info: null }),
      ended('T'),
    );
    expect(turn).toMatchObject({ usage: { totalTokens: 25, inputTokens: 25 }, contextTokens: 15 });
  });

  test('records of single responses are preferred', () => {
    const record = (total: number) => ({
      type: 'token_usage_record',
      payload: { turn_id: 'T', usage: usage(total) },
    });
    const [turn] = turnsOf(
      paginated(),
      started('T'),
      record(4),
      tokens(100, 90),
      record(5),
      tokens(200, 90),
      ended('T'),
    );
    expect(turn).toMatchObject({ usage: { totalTokens: 9 }, contextTokens: 90 });
  });

  test('a turn that tells of none is unknown, not zero', () => {
    const [turn] = turnsOf(meta(), started('T', { model_context_window: 1000 }), said('x'), ended('T'));
    expect(turn).toMatchObject({ usage: null, contextTokens: null, contextWindow: 1000 });
  });
});

describe('prompts', () => {
  const promptOf = (text: string) =>
    threadOfFile(written(meta(), started('T'), said(text), said('later'), answered('x'), ended('T'))).composed
      .turns[0]?.turn.prompt;

  test('the first message, behind the marker of an IDE, cut at 200 characters', () => {
    expect(promptOf('  hello ')).toBe('hello');
    expect(promptOf('# Context from my IDE setup:\n## My request for Codex:\nFix it')).toBe('Fix it');
    expect(promptOf('x'.repeat(500))).toHaveLength(200);
    expect(promptOf(`${'x'.repeat(199)}😀`)).toHaveLength(199);
  });

  test('of a paginated turn', () => {
    const content = [{ type: 'local_image', path: '/a.png' }];
    const thread = threadOfFile(
      written(paginated(), started('T'), item('T', { type: 'UserMessage', id: 'u', content }), ended('T')),
    );
    expect(thread.composed.turns[0]?.turn.prompt).toBe('[Image]');
  });
});

describe('rollbacks', () => {
  test('turns stay where they are, with the act that took them out', () => {
    const thread = threadOfFile(
      written(
        ...[
          meta(),
          started('A'),
          said('a'),
          ended('A'),
          started('B'),
          said('b'),
          ended('B'),
          started('C'),
          ended('C'),
        ],
        event('thread_rolled_back', { num_turns: 2 }),
        ...[started('D'), said('d'), ended('D')],
      ),
    );
    expect(thread.upstream.map((turn) => turn.id)).toEqual(['A', 'D']);
    expect(thread.upstream[1]?.items[0]?.id).toBe('item-2');
    expect(
      thread.everything.map((turn) => [
        turn.id,
        turn.reverted?.by,
        turn.reverted?.turns,
        turn.reverted?.record?.line,
      ]),
    ).toEqual([
      ['A', undefined, undefined, undefined],
      ['B', 'rollback', 2, 10],
      ['C', 'rollback', 2, 10],
      ['D', undefined, undefined, undefined],
    ]);
  });
});

test('a timestamp that is no time is reported, and its record counts all the same', () => {
  const lines = written(meta(), started('T'), said('x'), ended('T'));
  const odd = lines.map((line) =>
    line.includes('user_message') ? line.replace(/"timestamp":"[^"]*"/, '"timestamp":"now"') : line,
  );
  const thread = threadOfFile(odd);
  expect(thread.upstream[0]?.items).toHaveLength(1);
  expect(thread.projector.damage).toMatchObject([{ reason: 'bad_timestamp', line: 3 }]);
});
