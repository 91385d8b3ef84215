import { nodeTool } from '../setup/node-tool.mjs';
import { commandCheck } from './command-check.mjs';

export const title = 'Format';

export async function run({ node }) {
  return await commandCheck(node, [[await nodeTool('@biomejs/biome', 'biome'), 'format', '.']]);
}
