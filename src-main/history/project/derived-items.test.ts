import { describe, expect, test } from 'vitest';
import {
  answered,
  call,
  ended,
  event,
  item,
  message,
  meta,
  output,
  paginated,
  response,
  said,
  started,
  written,
} from '../testing/rollout-lines';
import { threadOfFile } from '../testing/thread-of-file';

const everything = (...lines: Parameters<typeof written>) => threadOfFile(written(...lines)).everything;
const inTurn = (...lines: Parameters<typeof written>) =>
  everything(meta(), started('T'), ...lines, ended('T')).flatMap((turn) => turn.items);
const plain = (turns: ReturnType<typeof everything>) =>
  turns.map((turn) => [turn.id, turn.derived, turn.items.map((one) => [one.type, one.derived ?? false])]);

const header =
  'Chunk ID: 0a1b2c\nWall time: 3.2500 seconds\nProcess exited with code 3\nOriginal token count: 5\nOutput:\n';

describe('tool calls that no event tells', () => {
  test('a command with its exit code, time and text', () => {
    const [command] = inTurn(
      call('c', 'exec_command', { cmd: 'npm test', workdir: '/w' }),
      output('c', `${header}12 passing\n`),
    );
    expect(command).toMatchObject({
      type: 'commandExecution',
      id: 'c',
      derived: true,
      command: 'npm test',
      cwd: '/w',
      status: 'failed',
      exitCode: 3,
      durationMs: 3250,
      aggregatedOutput: '12 passing\n',
    });
    expect(command?.provenance?.map((ref) => ref.line)).toEqual([3, 4]);
  });

  test('output of older releases: JSON inside the text, or another header', () => {
    const json = JSON.stringify({ output: 'ok\n', metadata: { exit_code: 0, duration_seconds: 0.5 } });
    const items = inTurn(
      call('a', 'shell', { command: ['bash', '-lc', "echo 'a b'"] }),
      output('a', json),
      call('b', 'shell_command', { command: 'ls' }),
      output('b', 'Exit code: 1\nWall time: 2 seconds\nOutput:\ngone\n'),
      call('c', 'exec_command', { cmd: 'top' }),
      output('c', 'Chunk ID: x\nWall time: 1.0 seconds\nProcess running with session ID 77\nOutput:\n'),
      call('d', 'exec_command', { cmd: 'cat' }),
      output('d', 'Output of a command that has no header\n{"a":1}'),
    );
    expect(items).toMatchObject([
      {
        command: 'bash -lc "echo \'a b\'"',
        exitCode: 0,
        durationMs: 500,
        aggregatedOutput: 'ok\n',
        status: 'completed',
      },
      { command: 'ls', exitCode: 1, durationMs: 2000, aggregatedOutput: 'gone\n', status: 'failed' },
      { processId: '77', exitCode: null, aggregatedOutput: '' },
      { exitCode: null, aggregatedOutput: 'Output of a command that has no header\n{"a":1}' },
    ]);
  });

  test('a patch as the changes of its files', () => {
    const input = [
      '*** Begin Patch',
      '*** Add File: a.txt',
      '+one',
      '+two',
      '*** Update File: b.txt',
      '*** Move to: c.txt',
      '@@',
      '-x',
      '+y',
      '*** Delete File: d.txt',
      '*** End Patch',
    ].join('\n');
    const [patch] = inTurn(
      response('custom_tool_call', { call_id: 'p', name: 'apply_patch', input }),
      response('custom_tool_call_output', {
        call_id: 'p',
        output: '{"output":"Success","metadata":{"exit_code":0}}',
      }),
    );
    expect(patch).toMatchObject({
      type: 'fileChange',
      status: 'completed',
      changes: [
        { path: 'a.txt', kind: { type: 'add' }, diff: 'one\ntwo\n' },
        {
          path: 'b.txt',
          kind: { type: 'update', move_path: 'c.txt' },
          diff: '@@\n-x\n+y\n\n\nMoved to: c.txt',
        },
        { path: 'd.txt', kind: { type: 'delete' }, diff: '' },
      ],
    });
  });

  test('searches, pictures and any other tool', () => {
    const items = inTurn(
      response('web_search_call', { status: 'completed', action: { type: 'search', query: 'q' } }),
      call('v', 'view_image', { path: '/x.png' }),
      output('v', [{ type: 'input_image', image_url: 'data:image/png;base64,AA' }]),
      response('function_call', {
        call_id: 'm',
        name: 'mcp__lab__echo',
        namespace: 'n',
        arguments: 'not json',
      }),
      output('m', [
        { type: 'input_text', text: 'hi' },
        { type: 'input_image', image_url: 'data:x' },
      ]),
    );
    expect(items).toMatchObject([
      { type: 'webSearch', query: 'q', action: { type: 'search', query: 'q', queries: null } },
      { type: 'imageView', path: '/x.png' },
      {
        type: 'dynamicToolCall',
        tool: 'mcp__lab__echo',
        namespace: 'n',
        arguments: 'not json',
        contentItems: [
          { type: 'inputText', text: 'hi' },
          { type: 'inputImage', imageUrl: 'data:x' },
        ],
      },
    ]);
  });
});

describe('calls and outputs that do not match (S-18)', () => {
  const echo = (id: string) => call(id, 'exec_command', { cmd: 'echo' });
  const out = (text: string) => `Output:\n${text}`;

  test('no output: still going on', () => {
    expect(inTurn(echo('a'))).toMatchObject([{ status: 'inProgress', aggregatedOutput: null }]);
  });

  test('no call: the output stands alone', () => {
    expect(inTurn(output('a', 'text'))).toMatchObject([
      { type: 'dynamicToolCall', id: 'a', contentItems: [{ type: 'inputText', text: 'text' }] },
    ]);
  });

  test('output before its call: one item', () => {
    const items = inTurn(output('a', out('x')), echo('a'));
    expect(items).toMatchObject([{ type: 'commandExecution', command: 'echo', aggregatedOutput: 'x' }]);
  });

  test('one id twice: two items, outputs in order, ids apart', () => {
    const items = inTurn(echo('a'), echo('a'), output('a', out('1')), output('a', out('2')));
    expect(items).toMatchObject([{ id: 'a', aggregatedOutput: '1' }, { aggregatedOutput: '2' }]);
    expect(new Set(items.map((one) => one.id)).size).toBe(2);
  });

  test('a second output: the first counts, the other is kept as evidence', () => {
    const [only, ...others] = inTurn(echo('a'), output('a', out('1')), output('a', out('2')));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ aggregatedOutput: '1' });
    expect(only?.provenance).toHaveLength(3);
  });

  test('an output after the end of the turn belongs to its call', () => {
    const turns = everything(meta(), started('T'), echo('a'), ended('T'), output('a', out('late')));
    expect(turns).toHaveLength(1);
    expect(turns[0]?.items).toMatchObject([{ aggregatedOutput: 'late' }]);
  });

  test('a call that an event tells is shown once, as the app-server shows it', () => {
    const mcp = event('mcp_tool_call_end', {
      call_id: 'a',
      invocation: { server: 's', tool: 't', arguments: {} },
      duration: { secs: 0, nanos: 0 },
      result: { Ok: { content: [] } },
    });
    for (const order of [
      [echo('a'), mcp, output('a', 'x')],
      [mcp, echo('a'), output('a', 'x')],
    ]) {
      const items = inTurn(...order);
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ type: 'mcpToolCall', id: 'a' });
      expect(items[0]?.derived).toBeUndefined();
      expect(items[0]?.provenance).toHaveLength(3);
    }
  });

  test('calls in parallel keep their place, the app-server orders them by completion', () => {
    const done = (id: string) =>
      item('T', {
        type: 'CommandExecution',
        id,
        command: [id],
        cwd: 'file:///w',
        parsed_cmd: [],
        source: 'agent',
        status: 'completed',
      });
    const lines = written(paginated(), started('T'), echo('a'), echo('b'), done('b'), done('a'), ended('T'));
    const thread = threadOfFile(lines);
    expect(thread.everything[0]?.items.map((one) => one.id)).toEqual(['a', 'b']);
    expect(thread.upstream[0]?.items.map((one) => one.id)).toEqual(['b', 'a']);
  });
});

describe('messages', () => {
  test('both forms of a message are one item', () => {
    const turns = everything(
      meta(),
      started('T'),
      message('user', 'hello'),
      said('hello'),
      answered('one'),
      message('assistant', 'one'),
      message('assistant', 'two'),
      answered('two'),
      event('agent_reasoning', { text: 'a' }),
      event('agent_reasoning', { text: 'b' }),
      response('reasoning', {
        summary: [
          { type: 'summary_text', text: 'a' },
          { type: 'summary_text', text: 'b' },
        ],
      }),
      ended('T'),
    );
    expect(plain(turns)).toEqual([
      [
        'T',
        false,
        [
          ['userMessage', false],
          ['agentMessage', false],
          ['agentMessage', false],
          ['reasoning', false],
        ],
      ],
    ]);
  });

  test('a message that nothing else tells is shown as derived', () => {
    const items = inTurn(
      said('q'),
      message('assistant', 'only for the model'),
      answered('something quite different'),
    );
    expect(items.map((one) => [one.type, one.derived ?? false])).toEqual([
      ['userMessage', false],
      ['agentMessage', true],
      ['agentMessage', false],
    ]);
  });

  test('context that the program put in names its kinds', () => {
    const kinds = {
      internal_chat_message_metadata_passthrough: {
        content_item_kinds: ['permissions.instructions', 'unknown'],
      },
    };
    const items = inTurn(
      message('developer', 'Rules', kinds),
      message('user', '<environment_context>\n<cwd>/w</cwd>'),
      message('user', '# AGENTS.md instructions for /w\n'),
      message('user', 'really asked'),
      said('really asked'),
    );
    expect(items).toMatchObject([
      { type: 'contextMessage', role: 'developer', kinds: ['permissions.instructions'], text: 'Rules' },
      { type: 'contextMessage', role: 'user', kinds: ['environment_context'] },
      { type: 'contextMessage', kinds: ['AGENTS.md'] },
      { type: 'userMessage' },
    ]);
  });

  test('a user who types what looks like context said it', () => {
    const items = inTurn(message('user', '<environment_context>hm'), said('<environment_context>hm'));
    expect(items.map((one) => [one.type, one.derived ?? false])).toEqual([['userMessage', false]]);
  });

  test('messages between agents', () => {
    const items = inTurn(
      response('agent_message', {
        author: '/root',
        recipient: '/root/x',
        content: [{ type: 'input_text', text: 'go' }],
      }),
      { type: 'inter_agent_communication', payload: { author: '/a', recipient: '/b', content: 'done' } },
    );
    expect(items).toMatchObject([
      { type: 'interAgentMessage', author: '/root', recipient: '/root/x', text: 'go', derived: true },
      { type: 'interAgentMessage', author: '/a', recipient: '/b', text: 'done', derived: true },
    ]);
  });
});

describe('compactions', () => {
  const compacted = { type: 'compacted', payload: { message: 'summary', replacement_history: [{}, {}] } };

  test('the summary and what the context became, whoever tells of it first', () => {
    for (const order of [
      [compacted, event('context_compacted')],
      [event('context_compacted'), compacted],
    ]) {
      const thread = threadOfFile(written(meta(), started('T'), ...order, ended('T')));
      expect(thread.everything[0]?.items).toMatchObject([
        { type: 'contextCompaction', id: 'item-1', compaction: { message: 'summary', replacementCount: 2 } },
      ]);
      expect(thread.upstream[0]?.items).toEqual([
        { type: 'contextCompaction', id: 'item-1', startedAtMs: null, completedAtMs: null },
      ]);
    }
  });

  test('without an event it is derived', () => {
    const items = inTurn({ type: 'compacted', payload: { message: 's' } });
    expect(items).toMatchObject([
      { type: 'contextCompaction', derived: true, compaction: { message: 's', replacementCount: null } },
    ]);
  });
});

describe('what this version does not know', () => {
  test('is shown raw and counted', () => {
    const thread = threadOfFile(
      written(
        meta(),
        started('T'),
        { type: 'new_kind', payload: { a: 1 } },
        event('new_event', { b: 2 }),
        response('new_item'),
        ended('T'),
      ),
    );
    expect(thread.everything[0]?.items).toMatchObject([
      { type: 'unknownRecord', recordType: 'new_kind', raw: { payload: { a: 1 } }, derived: true },
      { type: 'unknownRecord', recordType: 'event_msg/new_event' },
      { type: 'unknownRecord', recordType: 'response_item/new_item' },
    ]);
    const unknown = [...thread.projector.kinds].filter(([, count]) => count.unknown).map(([kind]) => kind);
    expect(unknown).toEqual(['new_kind', 'event_msg/new_event', 'response_item/new_item']);
    expect(thread.upstream[0]?.items).toEqual([]);
  });
});

describe('records outside of any turn', () => {
  test('get a derived turn where they stand', () => {
    const turns = everything(
      meta(),
      started('T'),
      said('a'),
      ended('T'),
      message('user', 'injected'),
      message('assistant', 'reply'),
      started('U'),
      said('b'),
      ended('U'),
    );
    expect(plain(turns)).toEqual([
      ['T', false, [['userMessage', false]]],
      [
        'line-5',
        true,
        [
          ['userMessage', true],
          ['agentMessage', true],
        ],
      ],
      ['U', false, [['userMessage', false]]],
    ]);
  });

  test('where turns are only made by messages, what comes right before belongs to the message', () => {
    const turns = everything(
      meta(),
      message('user', '<environment_context>'),
      message('user', 'one'),
      said('one'),
      answered('1'),
      message('assistant', '1'),
      message('developer', 'new rules'),
      message('user', 'two'),
      said('two'),
      answered('2'),
    );
    expect(plain(turns)).toEqual([
      [
        'rollout-3',
        false,
        [
          ['contextMessage', true],
          ['userMessage', false],
          ['agentMessage', false],
        ],
      ],
      [
        'rollout-8',
        false,
        [
          ['contextMessage', true],
          ['userMessage', false],
          ['agentMessage', false],
        ],
      ],
    ]);
  });
});

describe('paginated records that the app-server passes over', () => {
  test("a sub-agent's inherited prefix is there, as derived and inherited turns", () => {
    const say = (turnId: string, id: string) =>
      item(turnId, { type: 'UserMessage', id, content: [{ type: 'text', text: id }] });
    const thread = threadOfFile(
      written(
        paginated({ subagent_history_start_ordinal: 4 }),
        started('P'),
        say('P', 'theirs'),
        ended('P'),
        started('T'),
        say('T', 'own'),
        ended('T'),
      ),
    );
    expect(thread.upstream.map((turn) => turn.id)).toEqual(['T']);
    expect(
      thread.everything.map((turn) => [
        turn.id,
        turn.derived,
        turn.inherited,
        turn.items.map((one) => one.id),
      ]),
    ).toEqual([
      ['P', true, true, ['theirs']],
      ['T', false, false, ['own']],
    ]);
  });

  test('lines of a program that knows no ordinals, and repeated ordinals, are shown and reported', () => {
    const thread = threadOfFile(
      written(
        paginated(),
        started('T'),
        ended('T'),
        { ...said('written by an old program'), ordinal: null },
        { ...item('T', { type: 'Plan', id: 'p', text: 'again' }), ordinal: 1 },
      ),
    );
    expect(thread.upstream).toMatchObject([{ id: 'T', items: [] }]);
    expect(thread.projector.damage).toMatchObject([
      { reason: 'ordinal_missing', line: 4 },
      { reason: 'ordinal_repeated', line: 5 },
    ]);
    const shown = thread.everything.flatMap((turn) => turn.items);
    expect(shown).toMatchObject([
      { type: 'userMessage', derived: true },
      { type: 'plan', derived: true },
    ]);
  });
});
