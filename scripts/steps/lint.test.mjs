import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeTool } from '../setup/node-tool.mjs';
import { root } from '../setup/paths.mjs';
import { runCommand } from '../setup/run-command.mjs';

/** What must not get past the linter: file, source, the rule that stops it. */
const planted = [
  [
    'src-main/store/a.ts',
    "import { createInterface } from 'node:readline';\nexport { createInterface };",
    'no-restricted-imports',
  ],
  [
    'src-main/threads/a.ts',
    "import Database from 'better-sqlite3';\nexport { Database };",
    'no-restricted-imports',
  ],
  ['src-main/app/a.ts', "import { shell } from 'electron';\nexport { shell };", 'no-restricted-imports'],
  [
    'src-main/app/b.ts',
    "import * as electron from 'electron';\nexport { electron };",
    'no-restricted-imports',
  ],
  ['src-main/app/c.ts', "import { ipcMain } from 'electron';\nexport { ipcMain };", 'no-restricted-imports'],
  [
    'src-main/ipc/a.ts',
    "import { ipcRenderer } from 'electron';\nexport { ipcRenderer };",
    'no-restricted-imports',
  ],
  [
    'src-main/store/b.ts',
    "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('a');",
    'no-sync',
  ],
  ['src-main/store/c.ts', "import fs from 'node:fs';\nexport const text = fs.readFileSync('a');", 'no-sync'],
  [
    'src-main/store/local/rollouts/h.ts',
    "import { appendFile } from 'node:fs/promises';\nexport { appendFile };",
    'no-restricted-imports',
  ],
  [
    'src-main/store/local/edits/a.ts',
    "import * as fs from 'node:fs/promises';\nexport { fs };",
    'no-restricted-imports',
  ],
  [
    'src-main/threads/b.ts',
    "import fs from 'node:fs';\nexport const { writeFile } = fs;",
    'no-restricted-imports',
  ],
  [
    'src-main/cli/a.ts',
    "import { promises } from 'node:fs';\nexport const { open } = promises;",
    'no-restricted-imports',
  ],
  ['src-main/store/d.ts', "console.log('a');", 'no-console'],
  ['src-main/store/e.ts', 'const work = async () => {};\nwork();', 'no-floating-promises'],
  ['src-main/store/f.ts', 'export const value: any = 1;', 'no-explicit-any'],
  ['src-renderer/a.ts', "document.body.innerHTML = 'a';", 'no-restricted-properties'],
  ['src-renderer/b.tsx', "export const view = <p dangerouslySetInnerHTML={{ __html: 'a' }} />;", 'no-danger'],
];

/** The same things where they are allowed. */
const allowed = [
  ['src-main/store/local/g.ts', "import Database from 'better-sqlite3';\nexport { Database };"],
  ['src-main/app/shell.ts', "import { shell } from 'electron';\nexport { shell };"],
  ['src-main/ipc/b.ts', "import { ipcMain } from 'electron';\nexport { ipcMain };"],
  ['src-preload/index.ts', "import { ipcRenderer } from 'electron';\nexport { ipcRenderer };"],
  ['src-main/cli/index.ts', "console.log('a');"],
  [
    'src-main/store/local/write/write-system.ts',
    "import { rename } from 'node:fs/promises';\nexport { rename };",
  ],
  ['src-main/store/local/bin/bin.ts', "import { rm } from 'node:fs/promises';\nexport { rm };"],
  ['src-main/app/log.ts', "import { appendFile } from 'node:fs/promises';\nexport { appendFile };"],
  [
    'src-main/store/local/i.ts',
    "import { readFile, stat } from 'node:fs/promises';\nexport { readFile, stat };",
  ],
];

const folders = ['src-main', 'src-preload', 'src-renderer'];

let tree;
let found;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'skein-lint-'));
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  const configs = [
    'oxlint.config.ts',
    'tsconfig.base.json',
    'tsconfig.node.json',
    'tsconfig.web.json',
    'tsconfig.e2e.json',
  ];
  for (const file of [...configs, 'tsconfig.json']) await cp(join(root, file), join(tree, file));
  for (const [file, source] of [...planted, ...allowed]) {
    await mkdir(join(tree, dirname(file)), { recursive: true });
    await writeFile(join(tree, file), `${source}\n`);
  }
  const oxlint = await nodeTool('oxlint');
  const { output } = await runCommand(
    process.execPath,
    [oxlint, '--type-aware', '--format=unix', ...folders],
    {
      cwd: tree,
    },
  );
  found = output.replaceAll('\\', '/').split('\n');
});

afterAll(() => rm(tree, { recursive: true, force: true }));

describe('the linter', () => {
  it.each(planted)('stops what is planted in %s: %s', (file, _source, rule) => {
    expect(found.filter((line) => line.startsWith(`${file}:`) && line.includes(`(${rule})`))).not.toEqual([]);
  });

  it.each(allowed)('lets %s do: %s', (file) => {
    expect(found.filter((line) => line.startsWith(`${file}:`))).toEqual([]);
  });
});
