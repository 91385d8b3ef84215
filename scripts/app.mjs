// npm run app [-- --home DIR] [--screenshot FILE]: sets up what is missing, builds, opens Skein.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './setup/build.mjs';
import { openDisplay } from './setup/display.mjs';
import { electronFlags } from './setup/electron-flags.mjs';
import { main } from './setup/main.mjs';
import { out, root } from './setup/paths.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { Problem } from './setup/problem.mjs';
import { say, step } from './setup/progress.mjs';
import { lastLines } from './setup/run-command.mjs';
import { callerFolder } from './setup/caller-folder.mjs';

const usage = 'npm run app [-- --home DIR] [--screenshot FILE]';
const paintLimit = 120_000;

await main(async () => {
  const options = readArguments();
  const { node, electron } = await prepareElectron();
  const display = await openDisplay();
  try {
    const flags = await electronFlags(display);
    await build('app', node);
    const screenshot = options.screenshot ?? (display.isVirtual ? join(out, 'screenshot.png') : undefined);
    const env = { ...process.env, ...display.env, SKEIN_NODE: node };
    // Set by some editors' terminals; it would turn Electron into a plain Node.
    delete env.ELECTRON_RUN_AS_NODE;
    const args = [...flags, root];
    if (options.home) args.push(`--home=${options.home}`);
    if (screenshot)
      return await takeScreenshot(electron.executable, args, env, screenshot, display.isVirtual);
    say('Skein is open. It ends when its window is closed.');
    const child = spawn(electron.executable, args, { env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await display.stop();
  }
});

function readArguments() {
  try {
    const { values } = parseArgs({ options: { home: { type: 'string' }, screenshot: { type: 'string' } } });
    const absolute = (path) => (path === undefined ? undefined : resolve(callerFolder(), path));
    return { home: absolute(values.home), screenshot: absolute(values.screenshot) };
  } catch (error) {
    throw new Problem(`${error.message}`, usage);
  }
}

/** Skein itself takes the picture once its first view is painted, and quits. */
async function takeScreenshot(executable, args, env, file, isVirtual) {
  if (isVirtual)
    say('  There is no display here: Skein runs on a virtual one and takes a picture of its window.');
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  await step('Opening Skein', async () => {
    const child = spawn(executable, [...args, `--screenshot=${file}`], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    const limit = setTimeout(() => child.kill('SIGKILL'), paintLimit);
    const [code] = await once(child, 'exit');
    clearTimeout(limit);
    if (!(await stat(file).catch(() => undefined))) {
      throw new Problem(`Skein ended (${code}) without having painted its window:\n${lastLines(output)}`);
    }
  });
  console.log(`Screenshot: ${file}`);
  return 0;
}
