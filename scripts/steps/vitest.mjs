import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeTool } from '../setup/node-tool.mjs';
import { out, root } from '../setup/paths.mjs';
import { runCommand } from '../setup/run-command.mjs';

/**
 * Runs projects of vitest.config.ts and counts their tests from vitest's own report.
 * @param {string} node
 * @param {string[]} projects
 */
export async function runVitest(node, projects) {
  const report = join(out, 'reports', `vitest-${projects[0]}.json`);
  await mkdir(join(out, 'reports'), { recursive: true });
  await rm(report, { force: true });
  const args = [
    await nodeTool('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  args.push(...projects.map((project) => `--project=${project}`));
  const { code } = await runCommand(node, args, { cwd: root, stream: true });
  const counts = await countsIn(report);
  // A file that cannot be loaded, an unhandled rejection or an empty run fails without a failed test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

async function countsIn(report) {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(text);
  const unloadable = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloadable,
    skipped: numPendingTests + numTodoTests,
  };
}
