import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * Makes one plain program of a TypeScript file, for tests that start it many times.
 *
 * @param file relative to the project
 * @returns path of the program, and what removes it
 */
export async function builtProgram(file: string): Promise<{ path: string; remove(): Promise<void> }> {
  // Inside the project: native modules are found from there.
  await mkdir(join(root, 'out'), { recursive: true });
  const outDir = await mkdtemp(join(root, 'out', 'program-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@contracts': join(root, 'src-main', 'contracts') } },
    ssr: { noExternal: true, external: ['better-sqlite3', 'koffi'] },
    build: { ssr: file, outDir, target: 'node22', minify: false, reportCompressedSize: false },
  });
  const name = basename(file).replace(/\.ts$/, '.js');
  return { path: join(outDir, name), remove: () => rm(outDir, { recursive: true, force: true }) };
}
