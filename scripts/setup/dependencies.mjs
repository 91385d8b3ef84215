import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.mjs';
import { npm } from './npm.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { lastLines } from './run-command.mjs';

/** Installs the npm packages of the lock file, unless exactly those are there already. */
export async function installDependencies() {
  if (await isInstalled()) return;
  await exclusively('dependencies', async () => {
    if (await isInstalled()) return;
    await step('Installing npm packages', async (update) => {
      const total = countWanted((await lockedPackages('package-lock.json')) ?? {});
      const count = async () => update(`${await countPackages()} of ${total}`);
      const counter = setInterval(() => void count(), 1000);
      const { code, output } = await npm(['ci'], { cwd: root }).finally(() => clearInterval(counter));
      if (code !== 0) throw new Problem(`npm ci failed:\n${lastLines(output)}`, 'npm ci --ignore-scripts');
    });
  });
}

/** npm writes node_modules/.package-lock.json last: it names what really is there. */
async function isInstalled() {
  const wanted = await lockedPackages('package-lock.json');
  const present = await lockedPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (!found) return entry.optional === true;
    return (
      found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path))
    );
  });
}

async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** How many packages will lie directly under node_modules: those of other platforms will not. */
function countWanted(packages) {
  const fits = (allowed, own) => !allowed || allowed.includes(own);
  return Object.entries(packages).filter(
    ([path, { os, cpu }]) =>
      path.lastIndexOf('node_modules/') === 0 && fits(os, process.platform) && fits(cpu, process.arch),
  ).length;
}

async function countPackages() {
  const modules = join(root, 'node_modules');
  const names = (await readdir(modules).catch(() => [])).filter((name) => !name.startsWith('.'));
  const scopes = await Promise.all(
    names.filter((name) => name.startsWith('@')).map((name) => readdir(join(modules, name)).catch(() => [])),
  );
  return names.length - scopes.length + scopes.flat().length;
}
