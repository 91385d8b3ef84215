import { version } from '../../package.json';
import { askOnTerminal } from './ask-on-terminal';
import { openStore } from './open-store';
import { streamOutput } from './output';
import { runCli } from './run-cli';

/** Runs the program with what the process has; resolves to the exit code. */
export function main(): Promise<number> {
  const messages = streamOutput(process.stderr, process.env);
  return runCli({
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    out: streamOutput(process.stdout, process.env),
    messages,
    ask: askOnTerminal(process.stdin, messages),
    version,
    openStore: (home) => openStore(home, process.env),
  });
}
