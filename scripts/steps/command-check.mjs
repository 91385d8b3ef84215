import { root } from '../setup/paths.mjs';
import { runCommand } from '../setup/run-command.mjs';

/**
 * A check that is one or more programs which must all succeed; counts as one.
 * @param {string} node
 * @param {string[][]} commands arguments for Node
 */
export async function commandCheck(node, commands) {
  const failures = [];
  for (const command of commands) {
    const { code, output } = await runCommand(node, command, { cwd: root });
    if (code !== 0) failures.push(output.trimEnd());
  }
  if (failures.length > 0) console.log(failures.join('\n'));
  return failures.length > 0 ? { passed: 0, failed: 1, skipped: 0 } : { passed: 1, failed: 0, skipped: 0 };
}
