import { runVitest } from './vitest.mjs';

export const title = 'Differential tests against recorded answers of the real Codex';

export async function run({ node }) {
  return await runVitest(node, ['differential']);
}
