import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * The script behind a package's command, to be run by a Node that we choose: the links in node_modules/.bin
 * run the machine's own, which may be too old.
 * @param {string} packageName
 * @param {string} [command]
 */
export async function nodeTool(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
