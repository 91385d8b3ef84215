// node scripts/judge.mjs [--all | VERSION ...]: lets the real Codex judge what Skein writes. Without a version: the newest release.
import { main } from './setup/main.mjs';
import { prepareNode } from './setup/prepare.mjs';
import { codexReleases } from './setup/codex-program.mjs';
import { Problem } from './setup/problem.mjs';
import { judge } from './steps/judge.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const versions = args.includes('--all')
    ? codexReleases
    : args.length > 0
      ? args
      : codexReleases.slice(0, 1);
  const unknown = versions.find((version) => !codexReleases.includes(version));
  if (unknown)
    throw new Problem(`There is no Codex ${unknown} here. There are: ${codexReleases.join(', ')}.`);
  const { node } = await prepareNode();
  const { failed } = await judge(node, versions);
  return failed > 0 ? 1 : 0;
});
