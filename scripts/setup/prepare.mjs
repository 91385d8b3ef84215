import { installDebianPackages } from './debian-packages.mjs';
import { installDependencies } from './dependencies.mjs';
import { missingDisplayServer } from './display.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { nodeRuntime } from './node-runtime.mjs';
import { Problem } from './problem.mjs';
import { missingSystemLibraries } from './system-libraries.mjs';

/** What builds, checks and the CLI need. Costs a few file reads when all is there. */
export async function prepareNode() {
  const node = await nodeRuntime();
  await installDependencies();
  return { node };
}

/** What the window needs on top. */
export async function prepareElectron() {
  const { node } = await prepareNode();
  const electron = await electronRuntime(node);
  await installSystemParts(electron.executable);
  return { node, electron };
}

/** All at once, so that somebody who has to ask an administrator has to ask only once. */
async function installSystemParts(executable) {
  const missing = [...(await missingSystemLibraries(executable)), ...missingDisplayServer()];
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const packages = new Map(missing.map((part) => [part.packages[0], part.packages]));
  await installDebianPackages([...packages.values()], `Electron needs what this system lacks: ${names}`);
  const left = await missingSystemLibraries(executable);
  if (left.length > 0) throw new Problem(`Electron still misses: ${left.map(({ name }) => name).join(', ')}`);
}
