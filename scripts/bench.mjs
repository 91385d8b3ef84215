// npm run bench [-- NAME ...]: runs the measurements bench/*.bench.ts; each prints JSON to stdout.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './setup/build.mjs';
import { openDisplay } from './setup/display.mjs';
import { electronEnvironment } from './setup/electron-environment.mjs';
import { main } from './setup/main.mjs';
import { root } from './setup/paths.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { Problem } from './setup/problem.mjs';
import { say } from './setup/progress.mjs';
import { runCommand } from './setup/run-command.mjs';

await main(async () => {
  const files = (await readdir(join(root, 'bench'))).filter((file) => file.endsWith('.bench.ts'));
  const wanted = process.argv.slice(2);
  const chosen = wanted.length > 0 ? wanted.map((name) => `${name}.bench.ts`) : files;
  const unknown = chosen.find((file) => !files.includes(file));
  if (unknown) throw new Problem(`There is no bench/${unknown}. There are: ${files.join(', ')}.`);
  const { node, electron } = await prepareElectron();
  const display = await openDisplay();
  try {
    await build('app', node);
    await build('cli', node);
    const env = await electronEnvironment(node, electron, display);
    let failed = 0;
    for (const file of chosen) {
      say(`\n== ${file}`);
      const command = ['scripts/run-typescript.mjs', join('bench', file)];
      const { code } = await runCommand(node, command, { cwd: root, env, stream: true });
      if (code !== 0) failed += 1;
    }
    return failed > 0 ? 1 : 0;
  } finally {
    await display.stop();
  }
});
