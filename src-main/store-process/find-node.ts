import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The Node >= 22 that runs the store process beside an Electron whose own Node is older: the one that the
 * start script names in SKEIN_NODE, else the one that the set-up fetched. Undefined when there is none.
 */
export async function findNode(appRoot: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.SKEIN_NODE) return env.SKEIN_NODE;
  const tools = join(appRoot, '.tools');
  const names = await readdir(tools).catch(() => []);
  const newest = names
    .filter((name) => /^node-\d+\.\d+\.\d+$/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
  return newest && join(tools, newest, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
