import { version } from '../../package.json';
import { openStore } from './open-store';
import { streamOutput } from './output';
import { runCli } from './run-cli';

/** Runs the program with what the process has; resolves to the exit code. */
export function main(): Promise<number> {
  return runCli({
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    out: streamOutput(process.stdout, process.env),
    messages: streamOutput(process.stderr, process.env),
    version,
    openStore: (home) => openStore(home, process.env),
  });
}
