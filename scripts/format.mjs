// npm run format: writes every file in the project's format.
import { main } from './setup/main.mjs';
import { nodeTool } from './setup/node-tool.mjs';
import { root } from './setup/paths.mjs';
import { prepareNode } from './setup/prepare.mjs';
import { runCommand } from './setup/run-command.mjs';

await main(async () => {
  const { node } = await prepareNode();
  const biome = await nodeTool('@biomejs/biome', 'biome');
  const { code } = await runCommand(node, [biome, 'format', '--write', '.'], { cwd: root, stream: true });
  return code;
});
