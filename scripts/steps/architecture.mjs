import { commandCheck } from './command-check.mjs';

export const title = 'Architecture';

export async function run({ node }) {
  return await commandCheck(node, [['scripts/architecture/check.mjs']]);
}
