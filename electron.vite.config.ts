import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const resolve = { alias: { '@contracts': at('./src-main/contracts') } };

/** The oldest runtime that the app supports: Electron 33. Newer ones run the same code. */
const node = 'node20.18';
const chrome = 'chrome130';

export default defineConfig({
  main: {
    resolve,
    build: {
      outDir: 'out/main',
      target: node,
      sourcemap: true,
      lib: {
        entry: {
          index: at('./src-main/app/index.ts'),
          'store-process': at('./src-main/store-process/index.ts'),
        },
        formats: ['es'],
      },
      // Only native code stays outside the bundle: nothing else of node_modules is shipped for main.
      externalizeDeps: false,
      rolldownOptions: { external: ['better-sqlite3', 'koffi'] },
    },
  },
  preload: {
    resolve,
    build: {
      outDir: 'out/preload',
      target: node,
      // A sandboxed preload must be one CommonJS file that requires nothing but electron.
      lib: { entry: { index: at('./src-preload/index.ts') }, formats: ['cjs'] },
      externalizeDeps: false,
      rolldownOptions: { output: { entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('./src-renderer'),
    resolve: {
      alias: {
        ...resolve.alias,
        // Its browser form writes text of rollouts into innerHTML, and there is no document in a worker.
        'decode-named-character-reference': at('./node_modules/decode-named-character-reference/index.js'),
      },
    },
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: at('./out/renderer'),
      emptyOutDir: true,
      target: chrome,
      minify: true,
      sourcemap: true,
      rolldownOptions: { input: { index: at('./src-renderer/index.html') } },
    },
  },
});
