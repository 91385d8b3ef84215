import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../setup/paths.mjs';
import { checkArchitecture } from './check-architecture.mjs';

/** A tree of the project's shape in which every import is allowed. */
const cleanTree = {
  'src-main/contracts/channel-names.ts': 'export const names = [];',
  'src-main/contracts/thread.ts': "import { z } from 'zod';\nexport const thread = z.string();",
  'src-main/history/project.ts':
    "import type { thread } from '../contracts/thread';\nexport type T = typeof thread;",
  'src-main/store/errors.ts': "import { thread } from '../contracts/thread';\nexport const error = thread;",
  'src-main/store/slicing/page.ts': "import { error } from '../errors';\nexport const page = error;",
  'src-main/store/local/index/database.ts':
    "import Database from 'better-sqlite3';\nexport const database = Database;",
  'src-main/store/local/locks/flock.ts': "export const flock = import('koffi');",
  'src-main/store/local/store.ts':
    "import { readFile } from 'node:fs/promises';\nimport type { T } from '../../history/project';\nimport { error } from '../errors';\nimport { database } from './index/database';\nimport { flock } from './locks/flock';\nexport const all = [readFile, database, flock, error] as (unknown | T)[];",
  'src-main/store/memory/store.ts': "import { page } from '../slicing/page';\nexport const memory = page;",
  'src-main/threads/manager.ts': "import { error } from '../store/errors';\nexport const manager = error;",
  'src-main/git/evidence.ts':
    "import { spawn } from 'node:child_process';\nimport { thread } from '../contracts/thread';\nexport const evidence = [spawn, thread];",
  'src-main/ipc/register.ts':
    "import { ipcMain } from 'electron';\nimport { manager } from '../threads/manager';\nexport const register = [ipcMain, manager];",
  'src-main/store-process/index.ts': "import { all } from '../store/local/store';\nexport const serve = all;",
  'src-main/app/index.ts':
    "import { app } from 'electron';\nimport { register } from '../ipc/register';\nimport { serve } from '../store-process/index';\nexport const main = [app, register, serve];",
  'src-main/cli/open-store.ts': "import { all } from '../store/local/store';\nexport const store = all;",
  'src-main/cli/index.ts': "import { store } from './open-store';\nexport const cli = store;",
  'src-main/fixtures/home.ts': "import { memory } from '../store/memory/store';\nexport const home = memory;",
  'src-main/store/memory/store.test.ts':
    "import { home } from '../../fixtures/home';\nexport const seen = home;",
  'src-preload/index.ts':
    "import { contextBridge } from 'electron';\nimport type { thread } from '../src-main/contracts/thread';\nimport { names } from '../src-main/contracts/channel-names';\nexport const bridge = [contextBridge, names] as (unknown | typeof thread)[];",
  'src-renderer/app/index.tsx': "import { thread } from '@contracts/thread';\nexport const view = thread;",
};

/** For every rule one import that breaks it, and the file that it is put into. */
const plants = [
  ['contracts', 'src-main/contracts/thread.ts', '../history/project'],
  ['contracts', 'src-main/contracts/thread.ts', '../store/errors'],
  ['history', 'src-main/history/project.ts', '../store/errors'],
  ['store-interface', 'src-main/store/errors.ts', '../history/project'],
  ['store-interface', 'src-main/store/errors.ts', './local/store'],
  ['store-slicing', 'src-main/store/slicing/page.ts', '../local/store'],
  ['store-local', 'src-main/store/local/store.ts', '../../threads/manager'],
  ['store-local', 'src-main/store/local/store.ts', '../memory/store'],
  ['store-memory', 'src-main/store/memory/store.ts', '../local/store'],
  ['threads', 'src-main/threads/manager.ts', '../store/local/store'],
  ['threads', 'src-main/threads/manager.ts', '../store/memory/store'],
  ['git', 'src-main/git/evidence.ts', '../history/project'],
  ['git', 'src-main/git/evidence.ts', '../threads/manager'],
  ['git', 'src-main/git/evidence.ts', '../store/errors'],
  ['ipc', 'src-main/ipc/register.ts', '../store/local/store'],
  ['ipc', 'src-main/ipc/register.ts', '../git/evidence'],
  ['store-process', 'src-main/store-process/index.ts', '../threads/manager'],
  ['app', 'src-main/app/index.ts', '../store/local/store'],
  ['app', 'src-main/app/index.ts', '../history/project'],
  ['cli', 'src-main/cli/index.ts', '../app/index'],
  ['cli-store', 'src-main/cli/index.ts', '../store/local/store'],
  ['preload', 'src-preload/index.ts', '../src-main/ipc/register'],
  ['preload-values', 'src-preload/index.ts', '../src-main/contracts/thread'],
  ['renderer', 'src-renderer/app/index.tsx', '../../src-main/history/project'],
  ['renderer', 'src-renderer/app/index.tsx', '../../src-preload/index'],
  ['renderer-node', 'src-renderer/app/index.tsx', 'node:fs'],
  ['renderer-electron', 'src-renderer/app/index.tsx', 'electron'],
  ['contracts-packages', 'src-main/contracts/thread.ts', 'react'],
  ['contracts-packages', 'src-main/contracts/thread.ts', 'node:path'],
  ['history-pure', 'src-main/history/project.ts', 'node:fs'],
  ['threads-no-io', 'src-main/threads/manager.ts', 'node:fs/promises'],
  ['threads-no-io', 'src-main/threads/manager.ts', 'electron'],
  ['electron-at-the-edge', 'src-main/store/local/store.ts', 'electron'],
  ['electron-at-the-edge', 'src-main/cli/index.ts', 'electron'],
  ['sqlite-in-the-store', 'src-main/threads/manager.ts', 'better-sqlite3'],
  ['codex-databases', 'src-main/store/local/store.ts', 'better-sqlite3'],
  ['native-calls', 'src-main/store/local/store.ts', 'koffi'],
  ['no-tests-in-code', 'src-main/store/local/store.ts', '../../fixtures/home'],
  ['no-cycles', 'src-main/threads/manager.ts', '../ipc/register'],
  ['resolvable', 'src-main/ipc/register.ts', './no-such-file'],
];

let tree;

beforeEach(async () => {
  tree = await mkdtemp(join(tmpdir(), 'skein-architecture-'));
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  for (const file of ['tsconfig.base.json', 'tsconfig.web.json'])
    await cp(join(root, file), join(tree, file));
  for (const [file, source] of Object.entries(cleanTree)) {
    await mkdir(join(tree, dirname(file)), { recursive: true });
    await writeFile(join(tree, file), source);
  }
});

afterEach(async () => {
  await rm(tree, { recursive: true, force: true });
});

describe('the architecture check', () => {
  it('finds nothing in a tree that keeps the rules', async () => {
    const size = Object.keys(cleanTree).length;
    expect(await checkArchitecture(tree, size)).toEqual({ modules: size, violations: [] });
  });

  it.each(plants)('%s: refuses that %s imports %s', async (rule, file, specifier) => {
    await writeFile(
      join(tree, file),
      `import * as planted from '${specifier}';\n${cleanTree[file]}\nexport { planted };`,
    );
    const { violations } = await checkArchitecture(tree, 1);
    // A cycle is reported once, from any of its files.
    const seen = violations.filter(
      (violation) => violation.startsWith(`${rule}: `) && violation.includes(file),
    );
    expect(seen).not.toEqual([]);
  });

  it('has a planted violation for every rule', () => {
    const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
    const planted = new Set(plants.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  it('fails when it has read next to nothing', async () => {
    const { violations } = await checkArchitecture(tree, 1000);
    expect(violations).toEqual([expect.stringMatching(/^empty-check: only \d+ files were read/)]);
  });
});
