import { installDependencies } from './dependencies.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { nodeRuntime } from './node-runtime.mjs';
import { installSystemLibraries } from './system-libraries.mjs';

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
  await installSystemLibraries(electron.executable);
  return { node, electron };
}
