import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckReport } from '../contracts/audit';
import type { Thread } from '../contracts/model/thread';
import { writeDamagedHome } from '../fixtures/crafted/damaged-home';
import type { DamagedThread } from '../fixtures/crafted/damaged-thread';
import { type HostileThread, writeHostileHome } from '../fixtures/crafted/hostile-home';
import { folderState } from '../fixtures/folder-state';
import { openStore } from './open-store';
import { runCli } from './run-cli';

let root: string;
let home: string;
let before: Record<string, string>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'skein-cli-'));
  home = join(root, 'home');
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function cli(...args: string[]) {
  let out = '';
  let messages = '';
  const env = { SKEIN_DATA_DIR: join(root, 'data') };
  const code = await runCli({
    args: ['--home', home, ...args],
    env,
    cwd: root,
    version: '0',
    ask: null,
    out: { columns: null, colour: false, write: async (text) => void (out += text) },
    messages: { columns: null, colour: false, write: async (text) => void (messages += text) },
    openStore: (path) => openStore(path, env),
  });
  return { code, out, messages };
}

async function json<T>(...args: string[]): Promise<T> {
  const { code, out, messages } = await cli(...args, '--json');
  expect({ args, code, messages }).toEqual({ args, code: 0, messages: '' });
  return JSON.parse(out) as T;
}

describe('a home in which every thread is damaged', () => {
  let threads: DamagedThread[];
  beforeAll(async () => {
    home = join(root, 'damaged');
    threads = await writeDamagedHome(home);
    before = await folderState(home);
  });

  test('every thread is listed', async () => {
    const { data } = await json<{ data: Thread[] }>('threads');
    expect(data.map((one) => one.id).sort()).toEqual(threads.map((one) => one.id).sort());
  });

  test('every prompt that can be read is shown', async () => {
    const shown: unknown[] = [];
    for (const { id, label } of threads) {
      const { thread } = await json<{ thread: Thread }>('thread', id);
      const prompts = thread.turns
        .flatMap((turn) => turn.items)
        .flatMap((item) => (item.type === 'userMessage' ? item.content : []));
      shown.push({ label, prompts: prompts.map((part) => (part.type === 'text' ? part.text : part.type)) });
    }
    expect(shown).toEqual(threads.map(({ label, prompts }) => ({ label, prompts })));
  });

  test('a check gives every reason, and no other', async () => {
    const { data } = await json<{ data: CheckReport[] }>('check');
    const found = new Map(
      data.map((report) => [report.threadId, report.damage.map((one) => one.reason).sort()]),
    );
    expect(threads.map(({ id, label }) => ({ label, damage: found.get(id) }))).toEqual(
      threads.map(({ label, damage }) => ({ label, damage: damage.toSorted() })),
    );
  });

  test('no byte of the home has changed', async () => {
    expect(await folderState(home)).toEqual(before);
  });
});

describe('a home that attacks its reader', () => {
  let threads: HostileThread[];
  beforeAll(async () => {
    home = join(root, 'hostile');
    threads = await writeHostileHome(home);
    before = await folderState(home);
  });

  test('every thread is listed, read and checked, as JSON and as text', async () => {
    const { data } = await json<{ data: Thread[] }>('threads');
    expect(data.map((one) => one.id).sort()).toEqual(threads.map((one) => one.id).sort());
    for (const { id, label } of threads) {
      const { thread } = await json<{ thread: Thread }>('thread', id);
      expect(thread.turns.length, label).toBeGreaterThan(0);
      await json('usage', id);
      for (const command of ['thread', 'usage', 'check']) {
        const { code, out } = await cli(command, id);
        expect({ label, command, code }).toEqual({ label, command, code: 0 });
        expect(out, label).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/,
        );
      }
    }
  });

  test('keys of a rollout do not reach the prototypes', () => {
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.getOwnPropertyDescriptor(Object.prototype, 'toString')?.value).toBeTypeOf('function');
  });

  test('no byte of the home has changed', async () => {
    expect(await folderState(home)).toEqual(before);
  });
});
