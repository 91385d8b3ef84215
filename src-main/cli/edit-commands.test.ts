import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoreError } from '../store/errors';
import { cli, type Given, id, thread, turn } from './testing/fake-cli';
import { batch, fakeEditing, type FakeEdits, planEntry, refusedEntry } from './testing/fake-editing';

const other = '01a20471-0530-7ce3-94cd-15e5a1363b7c';
const threads = [thread(), thread({ id: other, name: 'Other' })];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-edit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command over a store that plans and does what `given` says. */
async function edit(args: string[], given: FakeEdits = {}, world: Given = {}) {
  const fake = fakeEditing({ entries: [planEntry(id)], ...given });
  const turns = [turn(1), turn(2)];
  const done = await cli(args, { threads, turns, edits: fake.edits }, world);
  return { ...done, calls: fake.calls, requests: fake.requests };
}

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('what each command asks for', () => {
  const review = {
    findings: [],
    verdict: 'patch is correct',
    explanation: 'Fine.',
    confidence: 0.5,
  };
  beforeAll(() => writeFile(join(folder, 'findings.json'), JSON.stringify(review)));

  test.each([
    ['git ID --set-branch dev', { kind: 'git', threadIds: [id], change: { branch: 'dev' } }],
    [
      'git ID OTHER --set-sha abc --clear-origin --where-branch main',
      {
        kind: 'git',
        threadIds: [id, other],
        change: { sha: 'abc', originUrl: null },
        where: { branch: 'main' },
      },
    ],
    ['git ID ID --clear-branch', { kind: 'git', threadIds: [id], change: { branch: null } }],
    ['rename ID New', { kind: 'name', threadId: id, name: 'New' }],
    ['rename ID --clear', { kind: 'name', threadId: id, name: null }],
    ['memory ID OTHER disabled', { kind: 'memory-mode', threadIds: [id, other], memoryMode: 'disabled' }],
    ['archive ID OTHER', { kind: 'archive', threadIds: [id, other] }],
    ['unarchive ID', { kind: 'unarchive', threadIds: [id] }],
    ['delete ID --yes', { kind: 'delete', threadIds: [id] }],
    ['fork ID', { kind: 'fork', threadId: id, boundary: { kind: 'latest' } }],
    [
      'fork ID --before-turn turn-1',
      { kind: 'fork', threadId: id, boundary: { kind: 'beforeTurn', turnId: 'turn-1' } },
    ],
    [
      `fork ID --through-turn ${other}`,
      { kind: 'fork', threadId: id, boundary: { kind: 'throughTurn', turnId: other } },
    ],
    ['rollback ID 2', { kind: 'rollback', threadId: id, turns: 2 }],
    ['revert ID --before-turn turn-2', { kind: 'revert', threadId: id, beforeTurnId: 'turn-2' }],
    ['review ID --findings findings.json', { kind: 'review', threadId: id, review }],
  ])('%s', async (line, request) => {
    const args = line.split(' ').map((word) => ({ ID: '01A20471-0529', OTHER: other })[word] ?? word);
    const { requests, calls, code } = await edit(args, {}, { cwd: folder });
    expect({ requests, calls, code }).toEqual({ requests: [request], calls: ['plan', 'apply p1'], code: 0 });

    const dry = await edit([...args, '--dry-run'], {}, { cwd: folder });
    expect(dry.requests).toEqual([request]);
    expect({ calls: dry.calls, code: dry.code }).toEqual({ calls: ['plan', 'drop p1'], code: 0 });
  });

  test('a name that starts with a dash stands behind --', async () => {
    const { requests } = await edit(['rename', id, '--', '--draft--']);
    expect(requests).toEqual([{ kind: 'name', threadId: id, name: '--draft--' }]);
  });
});

describe('wrong usage: exit code 2, and nothing is planned', () => {
  test.each([
    ['git', 'git expects ID..'],
    [`git ${id}`, 'git expects something to set or to clear, or --evidence'],
    [`git ${id} --set-branch=`, '--set-branch expects a value, not an empty text'],
    [`git ${id} --set-branch a --clear-branch`, '--set-branch and --clear-branch exclude each other'],
    [`git ${id} --allow --set-branch a`, '--allow and --disallow go with --evidence'],
    [`git ${id} ${other} --evidence`, '--evidence takes one ID'],
    [`git ${id} --evidence --set-branch a`, '--evidence changes nothing'],
    [`git ${id} --evidence --allow --disallow`, '--allow and --disallow exclude each other'],
    [`rename ${id}`, 'rename expects either NAME or --clear'],
    [`rename ${id} a --clear`, 'rename expects either NAME or --clear'],
    [`rename ${id} a b`, 'rename does not expect "b"'],
    [`memory ${id}`, 'memory expects ID.. enabled|disabled'],
    [`memory ${id} on`, 'memory expects one of enabled, disabled at its end, not "on"'],
    [`delete ${id}`, 'delete asks first, and there is no terminal to ask on: --yes says yes'],
    [`fork ${id} --before-turn a --through-turn b`, '--before-turn and --through-turn exclude each other'],
    [`fork ${id} --before-turn none`, 'No turn of this thread has an id that starts with none.'],
    [`fork ${id} --before-turn turn-`, '2 turns have an id that starts with turn-:\n  turn-1 '],
    [`rollback ${id} few`, 'N expects a whole number from 1 on, not "few"'],
    [`rollback ${id} 0`, 'numTurns must be >= 1'],
    [`revert ${id}`, 'revert expects --before-turn T'],
    [`review ${id}`, 'review expects --findings FILE'],
    ['undo 01a204', 'No edit has an id that starts with 01a204.'],
    ['undo', 'There is no edit that could be undone.'],
    ['bin --empty', 'bin --empty asks first, and there is no terminal to ask on: --yes says yes'],
  ])('%s', async (line, message) => {
    const { code, out, messages, calls } = await edit(line.split(' '));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(messages).toContain(`skein: ${message}`);
    expect(calls.filter((call) => !call.startsWith('journal'))).toEqual([]);
  });

  test.each([
    [['git', id, '--set-branch', '  '], 'gitInfo.branch must not be empty'],
    [['git', id, '--set-sha', ' '], 'gitInfo.sha must not be empty'],
    [['git', id, '--set-origin', '\t'], 'gitInfo.originUrl must not be empty'],
    [['rename', id, ' '], 'thread name must not be empty'],
  ])('%j', async (args, message) => {
    const { code, messages, calls } = await edit(args);
    expect({ code, calls }).toEqual({ code: 2, calls: [] });
    expect(messages).toContain(`skein: ${message}`);
  });

  test('one id that nothing has leaves the others alone', async () => {
    const { code, calls } = await edit(['archive', '01A20471-0529', '01a20471-ffff']);
    expect({ code, calls }).toEqual({ code: 1, calls: [] });
  });

  test('what the store finds wrong with a request', async () => {
    const refuses = new StoreError('invalid_request', 'thread/revert only supports paginated threads');
    const done = await edit(['revert', id, '--before-turn', other], { refuses });
    expect({ code: done.code, out: done.out }).toEqual({ code: 2, out: '' });
    expect(done.messages).toContain('skein: thread/revert only supports paginated threads');
  });

  test('a store that cannot be edited', async () => {
    const { code, messages } = await cli(['archive', id], { threads });
    expect(code).toBe(1);
    expect(messages).toContain('skein: editing is not supported yet');
  });
});

describe('--dry-run', () => {
  test('shows values, files and rows, turns, dependents and problems', async () => {
    const related = [{ threadId: other, title: 'A\nfork', relation: 'fork' as const }];
    const leaving = [{ turnId: 'turn-2', index: 1, prompt: 'Do it' }];
    const warned = planEntry(id, {
      problems: [{ severity: 'warning', code: 'pinned', message: 'Codex has it pinned.' }],
      related,
      leaving,
    });
    const entries = [warned, refusedEntry(other, 'in_use', 'thread already has an active writer')];
    const { out, code, calls } = await edit(['git', id, other, '--set-branch', 'dev', '--dry-run'], {
      entries,
    });
    expect(out).toContain('Set branch to dev: 1 thread would change, 1 refused\n');
    expect(out).toMatch(new RegExp(`${id} {2}Title of 01a2.* git\\.branch {2}main {2}dev\n`));
    expect(out).toMatch(
      /Files and rows:\n {2}01a2\S+ {2}rollout {2}sessions\/a\.jsonl {2}append one session_meta/,
    );
    expect(out).toContain(':\n  turn-2  Do it\n');
    expect(out).toContain(`:\n  fork of ${id}: ${other}  A fork\n`);
    expect(out).toContain(`  warning: ${id}: Codex has it pinned.\n`);
    expect(out).toContain(`  refused: ${other}: thread already has an active writer\n`);
    expect({ code, calls }).toEqual({ code: 1, calls: ['plan', 'drop p1'] });
  });

  test('JSON holds the whole plan, whatever number of threads', async () => {
    const entries = Array.from({ length: 450 }, (_, i) => planEntry(`thread-${i}`));
    const { out, calls } = await edit(['archive', id, '--dry-run', '--json'], { entries, firstPage: 200 });
    expect(json(out)).toMatchObject({ plan: { planId: 'p1', entries } });
    expect(calls).toEqual(['plan', 'entries p1', 'entries p1', 'drop p1']);
  });

  test('hostile values cannot drive the terminal', async () => {
    const entries = [
      planEntry(id, { title: '\u001b[2J', fields: [{ field: 'name', before: '\u202e', after: 'a\nb' }] }),
    ];
    const { out } = await edit(['rename', id, 'x', '--dry-run'], { entries });
    expect(out).toContain('\\u001b[2J');
    expect(out).toContain('\\u202e');
    expect(out).toContain('a b');
  });
});

describe('what was done', () => {
  test('text: values on stdout, the count and the way back on stderr', async () => {
    const { out, messages } = await edit(['git', id, '--set-branch', 'dev']);
    expect(out.split('\n')).toHaveLength(3);
    expect(out).toMatch(/git\.branch {2}main {2}dev/);
    expect(messages).toBe('Set branch to dev: 1 thread changed\nTake it back with: skein undo b1\n');
  });

  test('JSON: the thread as it is now, alone or in a list', async () => {
    const rest = { batchId: 'b1', changed: 1, unchanged: 0, failures: [] };
    const one = await edit(['git', id, '--set-branch', 'dev', '--json']);
    expect(json(one.out)).toEqual({ thread: thread(), ...rest });
    const two = await edit(['git', id, other, '--set-branch', 'dev', '--json']);
    expect(json(two.out)).toEqual({ threads, ...rest });
  });

  test('a batch of which a part failed: exit code 1, what was done, and what stands of the rest', async () => {
    const entries = [
      planEntry(id),
      planEntry(other),
      refusedEntry('third', 'archived', 'thread third is archived'),
    ];
    const applied = [{ target: 'rollout' as const, place: 'sessions/b.jsonl', what: 'one line' }];
    const error = { code: 'partial' as const, message: 'The row could not be written.' };
    const failures = [{ threadId: other, title: 'Other', error, applied }];
    const outcome = { changed: 1, failures, failed: 1 };
    const args = ['git', id, other, 'third-0123-4567-89ab-cdef-0123456789ab', '--set-branch', 'dev'];

    const asText = await edit(args, { entries, outcome });
    expect(asText.code).toBe(1);
    expect(asText.out).toContain(`\n${id}`);
    expect(asText.out).not.toContain(other);
    expect(asText.messages).toContain('Set branch to dev: 1 thread changed\n');
    expect(asText.messages).toContain('skein: third (Title of third): thread third is archived\n');
    expect(asText.messages).toContain(
      `skein: ${other} (Other): The row could not be written.\n  stands all the same: sessions/b.jsonl: one line\n`,
    );

    const asJson = await edit([...args, '--json'], { entries, outcome });
    expect(asJson.code).toBe(1);
    expect(json(asJson.out)).toMatchObject({
      changed: 1,
      failures: [
        { threadId: 'third', error: { code: 'archived', message: 'thread third is archived' }, applied: [] },
        { threadId: other, error, applied },
      ],
    });
  });

  test('who holds a thread is told where the system tells', async () => {
    const detail = { pid: 4711, program: 'codex' };
    const problems = [{ severity: 'refused' as const, code: 'in_use', message: 'in use', detail }];
    const entries = [planEntry(id, { fields: [], writes: [], problems })];
    const { messages } = await edit(['archive', id], { entries });
    expect(messages).toContain(': in use (held by codex, process 4711)\n');
    const { out } = await edit(['archive', id, '--dry-run'], { entries });
    expect(out).toContain(`refused: ${id}: in use (held by codex, process 4711)\n`);
  });

  test('everything refused: nothing is applied', async () => {
    const entries = [refusedEntry(id, 'in_use', 'in use')];
    const { code, calls, out } = await edit(['archive', id, '--json'], { entries });
    expect({ code, calls }).toEqual({ code: 1, calls: ['plan', 'drop p1'] });
    expect(json(out)).toMatchObject({ batchId: null, changed: 0, failures: [{ threadId: id }] });
  });

  test('everything as wanted already: fine, and nothing is applied', async () => {
    const entries = [planEntry(id, { fields: [], writes: [] })];
    const { code, calls, messages } = await edit(['archive', id], { entries });
    expect({ code, calls }).toEqual({ code: 0, calls: ['plan', 'drop p1'] });
    expect(messages).toBe('Set branch to dev: 0 threads changed, 1 unchanged\n');
  });

  test('a fork and a review answer with the new thread', async () => {
    const outcome = { newThreadId: other };
    expect((await edit(['fork', id], { outcome })).out).toContain(`New thread: ${other}\n`);
    expect(json((await edit(['fork', id, '--json'], { outcome })).out)).toMatchObject({
      thread: { id: other },
    });
    const file = join(folder, 'codex.json');
    await writeFile(
      file,
      JSON.stringify({
        findings: [],
        overall_correctness: 'patch is incorrect',
        overall_explanation: 'No.',
        overall_confidence_score: 1,
      }),
    );
    const { out, requests } = await edit(['review', id, '--findings', file, '--json'], { outcome });
    expect(json(out)).toMatchObject({ reviewThreadId: other, thread: { id: other } });
    expect(requests[0]).toMatchObject({ review: { verdict: 'patch is incorrect', explanation: 'No.' } });
  });

  test('a rollback answers with the turns that are left', async () => {
    const { out } = await edit(['rollback', id, '1', '--json']);
    expect(json(out)).toMatchObject({ thread: { id, turns: [turn(1), turn(2)] }, batchId: 'b1' });
  });
});

describe('delete', () => {
  const related = [{ threadId: other, title: 'Fork of it', relation: 'fork' as const }];
  const entries = [planEntry(id, { related })];

  test('asks on a terminal, and names the threads and what depends on them', async () => {
    let asked = '';
    const ask = async (question: string) => {
      asked = question;
      return true;
    };
    const { code, calls, messages } = await edit(['delete', id], { entries }, { ask });
    expect(asked).toBe('Delete 1 thread? Until the bin is emptied this can be undone.');
    expect(messages).toContain(`  ${id}  Title of ${id}`);
    expect(messages).toContain(`  fork of ${id}: ${other}  Fork of it\n`);
    expect({ code, calls }).toEqual({ code: 0, calls: ['plan', 'apply p1'] });
  });

  test('no is no: exit code 1', async () => {
    const { code, calls, messages } = await edit(['delete', id], { entries }, { ask: async () => false });
    expect({ code, calls }).toEqual({ code: 1, calls: ['plan', 'drop p1'] });
    expect(messages).toContain('Nothing was changed.\n');
  });

  test('--yes is not asked, --dry-run needs no answer', async () => {
    const ask = () => Promise.reject(new Error('asked'));
    expect((await edit(['delete', id, '--yes'], { entries }, { ask })).calls).toContain('apply p1');
    expect((await edit(['delete', id, '--dry-run'], { entries })).code).toBe(0);
  });

  test('JSON names what is gone', async () => {
    const gone = '01a20471-9999-7ce3-94cd-15e5a1363b7c';
    const { out } = await edit(['delete', id, gone, '--yes', '--json'], { entries });
    expect(json(out)).toMatchObject({ deleted: [gone], batchId: 'b1' });
  });
});

describe('journal, undo and bin', () => {
  const batches = [
    batch('b5-undo', { kind: 'undo', undoes: 'b4' }),
    batch('b4', { state: 'undone' }),
    batch('b3', { state: 'failed', changed: 0 }),
    batch('b2'),
    batch('b1x'),
  ];

  test('undo takes the last edit that stands; another one by its id or its start', async () => {
    const undone = async (...words: string[]) => (await edit(['undo', ...words], { batches })).requests[0];
    expect(await undone()).toEqual({ kind: 'undo', batchId: 'b2' });
    expect(await undone('b4')).toEqual({ kind: 'undo', batchId: 'b4' });
    expect(await undone('b5')).toEqual({ kind: 'undo', batchId: 'b5-undo' });
    const { code, messages } = await edit(['undo', 'b'], { batches });
    expect(code).toBe(2);
    expect(messages).toContain('5 edits have an id that starts with b:\n  b5-undo  Edit b5-undo\n');
  });

  test('undo finds an edit far down the journal', async () => {
    const many = Array.from({ length: 450 }, (_, i) => batch(`x${i}`, { state: 'undone' }));
    const { requests } = await edit(['undo'], { batches: [...many, batch('deep')] });
    expect(requests).toEqual([{ kind: 'undo', batchId: 'deep' }]);
  });

  test('undo in JSON', async () => {
    const { out } = await edit(['undo', '--json'], { batches });
    expect(json(out)).toMatchObject({ undone: 'b2', threads: [{ id }], batchId: 'b1', failures: [] });
  });

  test('journal: text and JSON, of all or of one thread', async () => {
    const { out, messages, calls } = await edit(['journal', '01a20471-0529', '--limit', '2'], { batches });
    expect(out.split('\n')[0]).toMatch(/^When +Edit +Changed +Failed +State +By +Batch$/);
    expect(out).toMatch(/Edit b4 +1 +0 +undone +ada, Skein 0\.1\.0 +b4\n/);
    expect(messages).toBe('2 edits, 3 older ones with --limit\n');
    expect(calls).toEqual([`journal ${id} 0 2`]);
    const all = await edit(['journal', '--json'], { batches });
    expect(json(all.out)).toEqual({ data: batches, total: 5 });
    expect(await edit(['journal'])).toMatchObject({ code: 0, out: '', messages: 'No edits.\n' });
  });

  test('bin: told, and emptied after a yes only', async () => {
    const told = await edit(['bin']);
    expect(told).toMatchObject({
      code: 0,
      out: 'In the bin: 2 deleted threads, 3 files, 4.1 kB\n',
      calls: [],
    });
    const no = await edit(['bin', '--empty'], {}, { ask: async () => false });
    expect({ code: no.code, calls: no.calls }).toEqual({ code: 1, calls: [] });
    const done = await edit(['bin', '--empty', '--yes', '--json']);
    expect(json(done.out)).toEqual({ threads: 2, files: 3, bytes: 4096, emptied: true });
    expect(done.calls).toEqual(['emptyBin']);
    expect(await edit(['bin', '--empty', '--dry-run'])).toMatchObject({ code: 0, calls: [] });
  });
});

test('what happened to edits meanwhile is told on stderr, whatever was asked', async () => {
  const told = (reason: 'edited' | 'recovered' | 'put-back', batchIds: string[]) =>
    cli(['threads', '--json'], { threads, events: [{ type: 'journal-changed', reason, batchIds }] });
  const { code, messages, out } = await told('recovered', ['b1', 'b2']);
  expect({ code, data: json(out).data }).toEqual({ code: 0, data: threads });
  expect(messages).toContain(
    'skein: An edit that was cut off was finished or taken back at this start (b1, b2): skein journal\n',
  );
  expect((await told('put-back', [])).messages).toContain(
    'put back what an edit had changed: skein journal\n',
  );
  expect((await told('edited', ['b1'])).messages).toBe('');
});

describe('git --evidence', () => {
  test('git is not run before that was allowed; the folder is named', async () => {
    const { code, out, messages } = await edit(['git', id, '--evidence']);
    expect(code).toBe(0);
    expect(out).toContain('folder:      /srv/demo/alpha\n');
    expect(out).toContain('nobody has allowed it for this folder');
    expect(messages).toContain('With --allow git is run there');
  });

  test('JSON; a folder that is gone', async () => {
    const args = ['git', id, '--evidence', '--allow', '--json'];
    const gone = [thread({ cwd: join(folder, 'gone') })];
    const { out, code } = await cli(args, { threads: gone }, { env: { SKEIN_DATA_DIR: folder } });
    expect(code).toBe(0);
    expect(json(out)).toEqual({
      evidence: {
        cwd: join(folder, 'gone'),
        state: 'no_directory',
        message: null,
        recorded: { branch: 'main', sha: null, originUrl: null },
        repository: null,
      },
    });
  });
});
