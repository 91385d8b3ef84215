import { runVitest } from './vitest.mjs';

export const title = 'Unit and property tests';

export async function run({ node }) {
  return await runVitest(node, ['node', 'jsdom']);
}
