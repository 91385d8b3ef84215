import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The command line face: one file for plain Node >= 22, native code left outside. */
export default defineConfig({
  resolve: { alias: { '@contracts': at('./src-main/contracts') } },
  ssr: { noExternal: true, external: ['better-sqlite3', 'koffi'] },
  build: {
    ssr: true,
    outDir: 'out/cli',
    target: 'node22',
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { skein: at('./src-main/cli/index.ts') },
      external: ['better-sqlite3', 'koffi'],
      output: { format: 'es', banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : '') },
    },
  },
});
