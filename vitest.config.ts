import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const contracts = fileURLToPath(new URL('./src-main/contracts', import.meta.url));
const resolve = { alias: { '@contracts': contracts } };

/** Differential tests compare with a real Codex's recorded answers; they run as a step of their own. */
const differential = '**/*.diff.test.ts';
/** Tests that run a real Codex on what Skein wrote; `scripts/judge.mjs` fetches it. */
const judge = '**/*.judge.test.ts';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Vitest leaves one core free, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      {
        resolve,
        test: {
          name: 'node',
          environment: 'node',
          // A renderer test that needs a document says so in its first line, or is a .tsx: a DOM per file is slow.
          include: [
            'src-main/**/*.test.ts',
            'src-preload/**/*.test.ts',
            'src-renderer/**/*.test.ts',
            'scripts/**/*.test.{ts,mjs}',
          ],
          exclude: [differential, judge],
          css: true,
        },
      },
      {
        resolve,
        plugins: [react()],
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          // Vitest empties style sheets by default; the contrast test reads this one.
          css: { include: /tokens\.css/ },
          include: ['src-renderer/**/*.test.tsx'],
        },
      },
      {
        resolve,
        test: {
          name: 'differential',
          environment: 'node',
          include: ['src-main/**/*.diff.test.ts', 'e2e/differential/**/*.diff.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        resolve,
        test: {
          name: 'judge',
          environment: 'node',
          include: [`src-main/${judge}`],
          testTimeout: 120_000,
          // Several real programs at once only make each other late.
          fileParallelism: false,
        },
      },
    ],
  },
});
