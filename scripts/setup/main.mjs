import { Problem } from './problem.mjs';
import { say } from './progress.mjs';

/**
 * Runs a command of ours and ends the process with the exit code it gives.
 * A Problem is told in its own words; anything else is a bug and keeps its stack.
 * @param {() => Promise<number>} command
 */
export async function main(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    say(error instanceof Problem ? error.message : `${error.stack}`);
    process.exitCode = 1;
  }
}
