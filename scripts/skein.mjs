// npm run -s skein -- COMMAND: the command line face from a checkout, built when its sources have changed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from './setup/build.mjs';
import { callerFolder } from './setup/caller-folder.mjs';
import { main } from './setup/main.mjs';
import { out } from './setup/paths.mjs';
import { prepareNode } from './setup/prepare.mjs';

await main(async () => {
  const { node } = await prepareNode();
  await build('cli', node);
  const child = spawn(node, [join(out, 'cli', 'skein.js'), ...process.argv.slice(2)], {
    cwd: callerFolder(),
    stdio: 'inherit',
  });
  // The terminal sends its signals to the child as well; it decides what they mean.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  return code ?? 1;
});
