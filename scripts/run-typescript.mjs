// node scripts/run-typescript.mjs FILE [ARGUMENT ...]: runs one TypeScript program of this project, imports and all.
import { join, resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './setup/paths.mjs';

const [file, ...rest] = process.argv.slice(2);
if (!file) {
  console.error('Name a TypeScript file.');
  process.exit(2);
}
process.argv = [process.argv[0], resolve(file), ...rest];
await runnerImport(resolve(file), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@contracts': join(root, 'src-main', 'contracts') } },
});
