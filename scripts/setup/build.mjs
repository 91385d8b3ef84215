import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.mjs';
import { out, root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { lastLines, runCommand } from './run-command.mjs';

const builds = {
  app: {
    title: 'Building the app',
    sources: ['src-main', 'src-preload', 'src-renderer', 'electron.vite.config.ts', 'package-lock.json'],
    command: ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
  },
  cli: {
    title: 'Building the command line',
    sources: ['src-main', 'vite.cli.config.ts', 'package-lock.json'],
    command: [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'vite.cli.config.ts',
      '--logLevel',
      'warn',
    ],
  },
};

/**
 * Builds the app or the CLI, unless what was built last came from exactly these sources.
 * @param {'app' | 'cli'} name
 * @param {string} node executable of a Node >= 22
 */
export async function build(name, node) {
  if (await isCurrent(name)) return;
  await exclusively(`build-${name}`, async () => {
    if (await isCurrent(name)) return;
    await rm(stampOf(name), { force: true });
    const fingerprint = await fingerprintOf(builds[name].sources);
    await step(builds[name].title, async () => {
      const { code, output } = await runCommand(node, builds[name].command, { cwd: root });
      if (code !== 0) throw new Problem(`${builds[name].title} failed:\n${lastLines(output, 40)}`);
    });
    await mkdir(out, { recursive: true });
    await writeFile(stampOf(name), fingerprint);
  });
}

const stampOf = (name) => join(out, `${name}.stamp`);

async function isCurrent(name) {
  const stamp = await readFile(stampOf(name), 'utf8').catch(() => undefined);
  return stamp !== undefined && stamp === (await fingerprintOf(builds[name].sources));
}

/** Names, sizes and times of every source file that is built: cheap enough to look at on each start. */
async function fingerprintOf(sources) {
  const files = (await Promise.all(sources.map((source) => filesUnder(join(root, source))))).flat();
  const built = files.filter((file) => !/\.test\.tsx?$/.test(file));
  const facts = await Promise.all(
    built.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${file} ${size} ${mtimeMs}`;
    }),
  );
  return createHash('sha256')
    .update(facts.toSorted((a, b) => (a < b ? -1 : 1)).join('\n'))
    .digest('hex');
}

async function filesUnder(path) {
  const info = await stat(path).catch(() => undefined);
  if (!info) return [];
  if (info.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
