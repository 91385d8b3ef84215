import { nodeTool } from '../setup/node-tool.mjs';
import { commandCheck } from './command-check.mjs';

export const title = 'Unused files, exports and dependencies';

export async function run({ node }) {
  return await commandCheck(node, [[await nodeTool('knip'), '--no-progress']]);
}
