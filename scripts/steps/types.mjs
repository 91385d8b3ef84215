import { nodeTool } from '../setup/node-tool.mjs';
import { commandCheck } from './command-check.mjs';

export const title = 'Type check';

/** TypeScript 7 checks each environment by itself, so that main sees no DOM and the renderer no Node. */
export async function run({ node }) {
  const tsc = await nodeTool('tsgo', 'tsc');
  const projects = ['tsconfig.node.json', 'tsconfig.web.json', 'tsconfig.e2e.json'];
  return await commandCheck(
    node,
    projects.map((project) => [tsc, '--project', project]),
  );
}
