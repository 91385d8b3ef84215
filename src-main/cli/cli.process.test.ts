import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBigThread } from '../../bench/make-home';
import type { Thread } from '../contracts/model/thread';
import { buildCli, type BuiltCli, runBuiltCli } from '../fixtures/built-cli';
import { recordedHome, type UnpackedHome, unpackHome } from '../fixtures/corpus';

const bigBytes = 60_000_000;

let built: BuiltCli;
let program: string;
let root: string;
let small: UnpackedHome;

beforeAll(async () => {
  [built, root, small] = await Promise.all([
    buildCli(),
    mkdtemp(join(tmpdir(), 'skein-cli-')),
    unpackHome(recordedHome('fixtures/paginated-0.169')),
  ]);
  program = built.program;
});
afterAll(() => Promise.all([rm(root, { recursive: true, force: true }), small.remove(), built.remove()]));

const env = () => ({ SKEIN_DATA_DIR: join(root, 'data') });

describe('the built program', () => {
  test('reads the home of CODEX_HOME and keeps its index in its own folder', async () => {
    const done = await runBuiltCli(program, ['threads', '--json'], { ...env(), CODEX_HOME: small.path });
    expect({ code: done.code, messages: done.messages }).toEqual({ code: 0, messages: '' });
    expect(JSON.parse(done.out).data).toHaveLength(5);
    expect((await stat(join(root, 'data', 'index'))).isDirectory()).toBe(true);
  });

  test('works without a folder that it could write to', async () => {
    // Below a file: nobody can make a folder there, not even root.
    const place = { SKEIN_DATA_DIR: join(program, 'data'), CODEX_HOME: small.path };
    const done = await runBuiltCli(program, ['threads', '--json'], place);
    expect({ code: done.code, messages: done.messages }).toEqual({ code: 0, messages: '' });
    expect(JSON.parse(done.out).data).toHaveLength(5);
  });

  test('exit codes: 0 fine, 1 failed, 2 wrong usage; data and messages apart', async () => {
    expect(await runBuiltCli(program, ['--help'], env())).toMatchObject({ code: 0, messages: '' });
    expect(await runBuiltCli(program, ['threads', '--nope'], env())).toMatchObject({ code: 2, out: '' });
    const missing = await runBuiltCli(program, ['threads'], { ...env(), CODEX_HOME: join(root, 'nowhere') });
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.messages).toContain(`There is no Codex home at ${join(root, 'nowhere')}`);
  });

  test('no colours outside of a terminal', async () => {
    const { out, messages } = await runBuiltCli(program, ['threads'], { ...env(), CODEX_HOME: small.path });
    expect(out + messages).not.toContain('\u001b');
  });
});

describe('an edit', () => {
  test.each(['fixtures/legacy-0.133', 'fixtures/no-sqlite-0.169'])(
    'outlives its process: the next one tells of it and takes it back (%s)',
    async (name) => {
      const home = await unpackHome(recordedHome(name));
      try {
        const run = async (...args: string[]) => {
          const done = await runBuiltCli(program, [...args, '--json'], { ...env(), CODEX_HOME: home.path });
          expect({ args, code: done.code, messages: done.messages }).toEqual({ args, code: 0, messages: '' });
          return JSON.parse(done.out);
        };
        const before = (await run('threads')).data.find((one: Thread) => one.format === 'legacy');
        const edited = await run('git', before.id, '--set-branch', 'by-program');
        expect(edited.thread.gitInfo.branch).toBe('by-program');
        expect((await run('journal')).data).toMatchObject([{ batchId: edited.batchId, state: 'applied' }]);
        expect(await run('undo')).toMatchObject({ undone: edited.batchId, changed: 1 });
        expect((await run('thread', before.id)).thread.gitInfo).toEqual(before.gitInfo);
      } finally {
        await home.remove();
      }
    },
  );
});

describe('a long thread', () => {
  let home: string;
  let id: string;
  beforeAll(async () => {
    home = join(root, 'big');
    id = await makeBigThread(home, bigBytes);
  }, 120_000);

  test('is written while it is read: the program needs less memory than the thread has bytes', async () => {
    const args = ['thread', id, '--json', '--home', home];
    const { code, out, messages } = await runBuiltCli(program, args, env(), ['--max-old-space-size=48']);
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
    const { thread } = JSON.parse(out);
    expect(thread.turns.length).toBeGreaterThan(1000);
    expect(out.length).toBeGreaterThan(bigBytes / 2);
  }, 120_000);

  test('a reader that has had enough ends the program quietly', async () => {
    const child = spawn(process.execPath, [program, 'thread', id, '--home', home], { env: { ...env() } });
    let messages = '';
    child.stderr.on('data', (chunk) => (messages += String(chunk)));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
  });
});
