import { nodeTool } from '../setup/node-tool.mjs';
import { commandCheck } from './command-check.mjs';

export const title = 'Lint';

export async function run({ node }) {
  return await commandCheck(node, [[await nodeTool('oxlint'), '--type-aware', '--deny-warnings']]);
}
