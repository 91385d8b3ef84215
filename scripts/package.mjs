// npm run package [-- electron-builder options]: builds what users install, for this platform.
// `-- --e2e` builds the same with the one fuse that Playwright needs left on.
import { build } from './setup/build.mjs';
import { main } from './setup/main.mjs';
import { nodeTool } from './setup/node-tool.mjs';
import { root } from './setup/paths.mjs';
import { prepareNode } from './setup/prepare.mjs';
import { runCommand } from './setup/run-command.mjs';

await main(async () => {
  const { node } = await prepareNode();
  await build('app', node);
  const given = process.argv.slice(2);
  const args = [
    await nodeTool('electron-builder'),
    '--publish=never',
    ...given.filter((arg) => arg !== '--e2e'),
  ];
  if (given.includes('--e2e')) args.push('--config.electronFuses.enableNodeCliInspectArguments=true');
  const { code } = await runCommand(node, args, { cwd: root, stream: true });
  return code;
});
