import { describe, expect, test } from 'vitest';
import type { Turn } from '../contracts/model/turn';
import { type FakeHome, fakeThreadStore } from '../fixtures/fake-thread-store';
import { OutputClosed } from './output';
import { runCli } from './run-cli';
import { cli, id, thread, turn } from './testing/fake-cli';

describe('usage errors name what is wrong and what was expected, with exit code 2', () => {
  test.each([
    [[], 'a command is missing: threads, thread, usage, check'],
    [['thread'], 'thread expects ID'],
    [['threads', 'x'], 'threads does not expect "x"'],
    [['thread', id, 'x'], 'thread does not expect "x"'],
    [['list'], 'there is no command "list"; there are threads, thread, usage, check'],
    [['threads', '--nope'], 'threads has no option --nope; it has --archived, --sort,'],
    [['thread', id, '--archived'], 'thread has no option --archived; it has --view,'],
    [['threads', '--toString'], 'threads has no option --toString'],
    [['threads', '-x'], 'threads has no option -x'],
    [['threads', '--sort', 'name'], '--sort expects one of created_at, updated_at, recency_at, not "name"'],
    [['threads', '--sort'], '--sort expects created_at|updated_at|recency_at'],
    [['threads', '--source', 'cli,tui'], '--source expects one of cli, vscode,'],
    [['threads', '--source', 'cli,'], '--source expects KIND,.., separated by commas'],
    [['threads', '--limit', '0'], '--limit expects a whole number from 1 on, not "0"'],
    [['threads', '--limit', '1.5'], '--limit expects a whole number from 1 on, not "1.5"'],
    [['threads', '--limit', '1', '--limit', '2'], '--limit was given 2 times; it takes one value'],
    [
      ['threads', '--home', '--json'],
      '--home expects DIR; if it does start with a dash, write --home=--json',
    ],
    [['threads', '--home='], '--home expects a value, not an empty text'],
    [['threads', '--json=yes'], '--json takes no value'],
    [['--limit', '3'], 'skein without a command has no option --limit'],
    [['usage', '01a2'], 'ID expects a thread id or at least 8 characters of its start, not "01a2"'],
  ])('%j', async (args, message) => {
    const { code, out, messages } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(messages).toContain(`skein: ${message}`);
  });
});

const commandNames = [
  ...['threads', 'thread', 'usage', 'check', 'git', 'rename', 'memory', 'archive', 'unarchive', 'delete'],
  ...['fork', 'rollback', 'revert', 'review', 'undo', 'journal', 'bin'],
];

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s tells of every command', async (word) => {
    const { code, out, homes } = await cli([word]);
    expect({ code, homes }).toEqual({ code: 0, homes: [] });
    for (const name of ['threads', 'thread ID', 'usage ID', 'check [ID]', 'git ID..', 'rollback ID N'])
      expect(out).toContain(`  ${name} `);
    for (const name of commandNames) expect(out).toMatch(new RegExp(`^  ${name}( |$)`, 'm'));
  });

  test.each(commandNames)('%s has a help of its own, also without its arguments', async (name) => {
    const help = await cli([name, '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toMatch(new RegExp(`^Usage: skein ${name}\\b`));
    expect(help.out).toContain('--home DIR');
    expect((await cli(['help', name])).out).toBe(help.out);
  });

  test('no line is wider than a page', async () => {
    for (const args of [['--help'], ...commandNames.map((name) => [name, '-h'])]) {
      const { out } = await cli(args);
      expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
    }
  });

  test('--version', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: 'skein 1.2.3\n' });
  });
});

describe('the home', () => {
  test('is --home, from the folder of the caller, else CODEX_HOME', async () => {
    expect((await cli(['threads', '--home', 'mine'])).homes).toEqual(['/where/i/am/mine']);
    expect((await cli(['--home', '/abs', 'threads'])).homes).toEqual(['/abs']);
    expect((await cli(['threads'])).homes).toEqual(['/from/env']);
  });

  test.each([
    ['missing', 'There is no Codex home at /home/demo/.codex.'],
    ['not_a_directory', 'is not a folder'],
    ['unreadable', 'cannot be read (EACCES)'],
  ] as const)('%s: exit code 1, the reason and a way out', async (state, message) => {
    const { code, messages, out, asked } = await cli(['threads'], { home: { state, errno: 'EACCES' } });
    expect({ code, out, closed: asked.closed }).toEqual({ code: 1, out: '', closed: 1 });
    expect(messages).toContain(message);
    expect(messages).toContain('--home DIR');
  });

  test('a state database that is of no use is told, and the list comes all the same', async () => {
    const { code, messages, out } = await cli(['threads', '--json'], {
      home: { stateDatabase: 'corrupt' },
      threads: [thread()],
    });
    expect(code).toBe(0);
    expect(messages).toContain('cannot be used (corrupt)');
    expect(JSON.parse(out).data).toHaveLength(1);
  });

  test.each(['threads', 'check'])('%s names folders that could not be read, on stderr', async (command) => {
    const place = { rolloutId: null, line: null, offset: 0, length: 0, reason: 'unreadable' } as const;
    const obstacles = ['a', 'b', 'c', 'd\u001b', 'e'].map((file) => ({
      ...{ ...place, file: `sessions/${file}` },
      message: 'No permission to read it. (EACCES)',
    }));
    const blocked = await cli([command, '--json'], { home: { obstacles } });
    expect(blocked.code).toBe(0);
    expect(JSON.parse(blocked.out)).toMatchObject({ data: [] });
    expect(blocked.messages).toContain(
      'skein: Threads may be missing. sessions/a: No permission to read it. (EACCES) sessions/b: ',
    );
    expect(blocked.messages.endsWith('sessions/c: No permission to read it. (EACCES) And 2 more.\n')).toBe(
      true,
    );
    const one = await cli([command, '--json'], { home: { obstacles: obstacles.slice(3, 4) } });
    expect(one.messages).toBe(
      'skein: Threads may be missing. sessions/d\\u001b: No permission to read it. (EACCES)\n',
    );
    expect((await cli([command, '--json'])).messages).toBe('');
  });
});

describe('threads', () => {
  test('asks for active threads of all sources and providers, without limit, newest first', async () => {
    const { asked } = await cli(['threads']);
    expect(asked.list).toEqual([{ archived: false, sortKey: 'created_at', sortDirection: 'desc' }]);
  });

  test('hands every filter on', async () => {
    const line =
      'threads --archived --sort=recency_at --direction asc --source cli,exec --source subAgent --provider a,b --cwd sub --search Text --limit 5 --cursor c';
    const { asked } = await cli(line.split(' '));
    expect(asked.list).toEqual([
      {
        archived: true,
        sortKey: 'recency_at',
        sortDirection: 'asc',
        sourceKinds: ['cli', 'exec', 'subAgent'],
        modelProviders: ['a', 'b'],
        cwd: ['/where/i/am/sub'],
        searchTerm: 'Text',
        limit: 5,
        cursor: 'c',
      },
    ]);
  });

  test('JSON holds the threads as they are', async () => {
    const threads = [thread(), thread({ id: 'b', name: 'line\u2028end \u001b[31m \u202e' })];
    const { out, messages } = await cli(['threads', '--json'], { threads });
    expect(JSON.parse(out)).toEqual({ data: threads, nextCursor: null });
    expect(out).not.toMatch(/[\u001b\u2028\u202e]/);
    expect(messages).toBe('');
  });

  test('JSON of no threads', async () => {
    expect(JSON.parse((await cli(['threads', '--json'])).out)).toEqual({ data: [], nextCursor: null });
  });

  test('text has aligned columns, also with wide letters', async () => {
    const threads = [
      thread({ name: '日本語のスレッド' }),
      thread({ preview: 'Plain one', archived: true, forkedFromId: 'x' }),
    ];
    const { out, messages } = await cli(['threads'], { threads });
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Created {11}Title {23}Branch {2}Model {4}Turns {2}Tokens {2}Id$/);
    expect(lines[1]).toMatch(/日本語のスレッド {12}main {4}gpt-5\.5 {6}3 {3}1,260 {2}01a20471/);
    expect(lines[2]).toMatch(/\[archived, fork\] Plain one/);
    expect(messages).toBe('2 threads\n');
  });

  test('in a narrow terminal the title gives way, the id stays whole', async () => {
    const { out } = await cli(
      ['threads'],
      { threads: [thread({ name: 'a title that is much too long for this' })] },
      { columns: 110 },
    );
    const [, line = ''] = out.split('\n');
    expect(line).toContain(id);
    expect(line).toContain('…');
    expect(line.length).toBeLessThanOrEqual(110);
  });

  test('what is not known is not shown as zero', async () => {
    const { out } = await cli(['threads'], { threads: [thread({ tokensUsed: null, turnCount: null })] });
    expect(out.split('\n')[1]).toMatch(/gpt-5\.5 {6}- {7}- /);
  });

  test('names cannot drive the terminal', async () => {
    const { out } = await cli(['threads'], {
      threads: [thread({ name: '\u001b]0;title\u0007 \u202egnp.exe\n\nnext' })],
    });
    expect(out).toContain('\\u001b]0;title\\u0007 \\u202egnp.exe next');
    expect(out.trimEnd().split('\n')).toHaveLength(2);
  });

  test.each([
    ['created_at', 'Created'],
    ['updated_at', 'Updated'],
    ['recency_at', 'Active'],
  ])('sorted by %s, that time is shown', async (sort, title) => {
    const { out } = await cli(['threads', '--sort', sort], { threads: [thread()] });
    expect(out).toMatch(new RegExp(`^${title} `));
  });

  test('no threads: nothing on stdout', async () => {
    expect(await cli(['threads'])).toMatchObject({ out: '', messages: 'No threads.\n', code: 0 });
  });
});

describe('thread', () => {
  const turns = Array.from({ length: 20 }, (_, i) => turn(i + 1));
  const home: FakeHome = { threads: [thread()], turns };

  test('everything: additions stay, turns are read page by page', async () => {
    const { out, asked } = await cli(['thread', id, '--json'], home);
    expect(JSON.parse(out)).toEqual({ thread: { ...thread(), turns } });
    expect(asked.turns.length).toBeGreaterThan(1);
    expect(asked.turns[0]).toMatchObject({ view: 'everything', sortDirection: 'asc' });
  });

  test('upstream: no key that the app-server does not have', async () => {
    const { out, asked } = await cli(['thread', id, '--json', '--view', 'upstream'], home);
    const { thread: answer } = JSON.parse(out);
    expect(Object.keys(answer)).toHaveLength(33);
    expect(answer).not.toHaveProperty('archived');
    expect(answer.turns).toEqual(turns);
    expect(asked.turns.every((one) => one.view === 'upstream')).toBe(true);
  });

  test('pages with --limit and --cursor', async () => {
    const first = JSON.parse((await cli(['thread', id, '--json', '--limit', '10'], home)).out);
    expect(first.thread.turns.map((one: Turn) => one.id)).toEqual(turns.slice(0, 10).map((one) => one.id));
    const rest = JSON.parse((await cli(['thread', id, '--json', '--cursor', first.nextCursor], home)).out);
    expect(rest.thread.turns.map((one: Turn) => one.id)).toEqual(turns.slice(10).map((one) => one.id));
    expect(rest.nextCursor).toBeNull();
  });

  test('the start of an id is enough when only one thread has it', async () => {
    expect((await cli(['thread', '01A20471-05', '--json'], home)).code).toBe(0);
    const two: FakeHome = {
      threads: [thread(), thread({ id: '01a20471-0530-7ce3-94cd-15e5a1363b7c', name: 'Other' })],
    };
    const { code, messages } = await cli(['thread', '01a20471'], two);
    expect(code).toBe(1);
    expect(messages).toContain('2 threads have an id that starts with 01a20471');
    expect(messages).toContain('01a20471-0530-7ce3-94cd-15e5a1363b7c  Other');
  });

  test('an unknown id', async () => {
    expect(await cli(['thread', '01a20471-ffff'], home)).toMatchObject({ code: 1, out: '' });
    const unknown = id.replace('7c', 'ff');
    expect((await cli(['thread', unknown], home)).messages).toContain(`No thread has the id ${unknown}`);
  });

  test('text shows facts and turns', async () => {
    const { out } = await cli(['thread', id], home);
    expect(out).toContain('Plain one\nid:          01a20471');
    expect(out).toMatch(/== Turn 20 · .* · completed · 900 ms · turn-20\n> Prompt 20\n/);
  });
});

describe('usage', () => {
  const breakdown = {
    totalTokens: 1260,
    inputTokens: 1200,
    cachedInputTokens: 700,
    cacheWriteInputTokens: 0,
    outputTokens: 60,
    reasoningOutputTokens: 10,
  };
  const usage = {
    owner: 'turn-3',
    tokenUsage: { total: breakdown, last: breakdown, modelContextWindow: 258_400 },
  };

  test('JSON as the store answers it', async () => {
    expect(JSON.parse((await cli(['usage', id, '--json'], { usage })).out)).toEqual(usage);
    expect(JSON.parse((await cli(['usage', id, '--json'])).out)).toEqual({ owner: null, tokenUsage: null });
  });

  test('text', async () => {
    const { out } = await cli(['usage', id], { usage });
    expect(out).toMatch(/^total +1,260 +1,260$/m);
    expect(out).toContain('Context window: 258,400\nOwner turn: turn-3\n');
    expect(await cli(['usage', id])).toMatchObject({ code: 0, out: '' });
  });
});

describe('check', () => {
  const report = {
    threadId: id,
    files: 1,
    lines: 14,
    bytes: 40_976,
    kinds: [{ kind: 'hologram', lines: 2, unknown: true }],
    damage: [
      {
        file: 'sessions/a.jsonl',
        rolloutId: id,
        line: 7,
        offset: 900,
        length: 12,
        reason: 'invalid_json' as const,
        message: 'not JSON',
      },
    ],
    moreDamage: 0,
  };
  const sound = { ...report, threadId: 'b', kinds: [], damage: [] };

  test('of one thread', async () => {
    const { code, out } = await cli(['check', id, '--json'], {
      threads: [thread()],
      reports: { [id]: report },
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      data: [report],
      summary: {
        threads: 1,
        damagedThreads: 1,
        files: 1,
        lines: 14,
        bytes: 40_976,
        unknownLines: 2,
        damage: 1,
        reasons: { invalid_json: 1 },
        failed: [],
      },
    });
  });

  test('of all threads, archived ones too; one that cannot be read does not hide the others', async () => {
    const threads = [thread(), thread({ id: 'lost' }), thread({ id: 'b' })];
    const { code, out, messages, asked } = await cli(['check', '--json'], {
      threads,
      reports: { [id]: report, b: sound },
    });
    expect(code).toBe(1);
    expect(asked.list[0]).not.toHaveProperty('archived');
    const answer = JSON.parse(out);
    expect(answer.data).toEqual([report, sound]);
    expect(answer.summary).toMatchObject({
      threads: 2,
      damagedThreads: 1,
      failed: [{ threadId: 'lost', code: 'io', message: 'Cannot read lost.' }],
    });
    expect(messages).toContain('lost could not be checked: Cannot read lost.');
  });

  test('text', async () => {
    const { code, out } = await cli(['check', id], { threads: [thread()], reports: { [id]: report } });
    expect(code).toBe(0);
    expect(out).toMatch(/sessions\/a\.jsonl:7 @900 +12 +invalid_json +not JSON/);
    expect(out).toContain(
      '1 thread, 1 file, 14 lines, 41.0 kB: 1 finding in 1 thread (1 invalid_json); 2 lines of unknown kinds',
    );
  });
});

test('a reader that goes away ends the program quietly', async () => {
  const { store, asked } = fakeThreadStore({ threads: [thread()] });
  let messages = '';
  const code = await runCli({
    args: ['threads', '--json'],
    env: {},
    cwd: '/',
    version: '1',
    ask: null,
    out: { columns: null, colour: false, write: () => Promise.reject(new OutputClosed()) },
    messages: { columns: null, colour: false, write: async (text) => void (messages += text) },
    openStore: async () => store,
  });
  expect({ code, messages, closed: asked.closed }).toEqual({ code: 0, messages: '', closed: 1 });
});
