import { version } from '../../package.json';
import { openStore } from './open-store';
import { streamOutput } from './output';
import { runCli } from './run-cli';

// The exit code is set rather than the process ended: what is still to be written is written first.
process.exitCode = await runCli({
  args: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  out: streamOutput(process.stdout, process.env),
  messages: streamOutput(process.stderr, process.env),
  version,
  openStore: (home) => openStore(home, process.env),
});
