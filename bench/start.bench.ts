import { cp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { makeHome, writeConfig } from './make-home';
import { measure, report, setting } from './measure';
import { inScratch } from './scratch';

/** From the start of the process to a window that shows something: Skein beside an empty Electron window. */
const threads = setting('SKEIN_BENCH_THREADS', 10_000);
const rounds = setting('SKEIN_BENCH_ROUNDS', 5);
const root = resolve(import.meta.dirname, '..');
const flags = (process.env.SKEIN_ELECTRON_FLAGS ?? '').split(' ').filter(Boolean);

await inScratch(async (scratch) => {
  const demo = join(scratch, 'demo');
  await cp(join(root, 'resources', 'demo-home'), demo, { recursive: true });
  const large = join(scratch, 'large');
  console.error(`making a home of ${threads} threads`);
  await makeHome(large, threads);
  await writeConfig(large);

  const data = (name: string) => join(scratch, `data-${name}`);
  const skein = (home: string, name: string) =>
    start([root, `--user-data-dir=${data(name)}`, `--home=${home}`], (page) =>
      page.locator('html[data-painted="1"]').waitFor({ state: 'attached' }),
    );
  const measured = await measure(rounds, {
    'empty Electron window': () =>
      start([join(import.meta.dirname, 'empty-window'), `--user-data-dir=${data('empty')}`], (page) =>
        page.locator('p').waitFor(),
      ),
    'skein, demo home': () => skein(demo, 'demo'),
    'skein, large home, no index': async () => {
      await rm(data('large'), { recursive: true, force: true });
      return skein(large, 'large');
    },
    'skein, large home, with index': () => skein(large, 'large'),
  });
  report('start', { threads, rounds }, measured, [
    ['skein, demo home', 'empty Electron window'],
    ['skein, large home, no index', 'empty Electron window'],
    ['skein, large home, with index', 'empty Electron window'],
  ]);
});

/** Milliseconds until `shown` says that the window shows its first content. */
async function start(args: string[], shown: (page: Page) => Promise<void>): Promise<number> {
  const begin = performance.now();
  const app = await _electron.launch({ cwd: root, colorScheme: null, args: [...flags, ...args] });
  try {
    await shown(await app.firstWindow());
    return performance.now() - begin;
  } finally {
    await app.close();
  }
}
