import { codexReleases, codexRunsHere, fetchCodex } from '../setup/codex-program.mjs';
import { Problem } from '../setup/problem.mjs';
import { say } from '../setup/progress.mjs';
import { runVitest } from './vitest.mjs';

export const title = 'What Skein writes, judged by the real Codex';

/** The newest release only: the others take longer than a usual run should. */
export async function run({ node }) {
  return await judge(node, codexReleases.slice(0, 1));
}

/**
 * Runs the judge's tests with these releases. Where one cannot be had, its tests are skipped and say so.
 * @param {string} node
 * @param {string[]} versions
 */
export async function judge(node, versions) {
  for (const version of codexRunsHere ? versions : []) {
    try {
      await fetchCodex(version);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      say(`Codex ${version} cannot be had here, its tests are skipped: ${error.message}`);
    }
  }
  process.env.SKEIN_JUDGES = versions.join(' ');
  return await runVitest(node, ['judge']);
}
