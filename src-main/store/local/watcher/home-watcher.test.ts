import type { FSWatcher } from 'node:fs';
import { appendFile, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDecodedCache } from '../codec/decoded-cache';
import { type FileSystem, nodeFileSystem } from '../home/file-system';
import { createHomeFiles } from '../home/home-files';
import { openMemoryDatabase } from '../index/open-database';
import { RolloutIndex } from '../index/rollout-index';
import { createDiskCatalog, type DiskCatalog } from '../rollouts/disk-catalog';
import { createRolloutReader } from '../rollouts/rollout-reader';
import {
  createTestHome,
  legacyRollout,
  legacyTurn,
  rolloutPath,
  type TestHome,
  testId,
} from '../testing/test-home';
import { createHomeWatcher, type HomeWatcher } from './home-watcher';

let home: TestHome;
let catalog: DiskCatalog;
let watcher: HomeWatcher;
let besides = 0;
const errors: unknown[] = [];

function watch(fileSystem: FileSystem = nodeFileSystem, hot: string[] = []): void {
  const files = createHomeFiles(home.path, fileSystem);
  const index = new RolloutIndex(openMemoryDatabase());
  catalog = createDiskCatalog(files, createRolloutReader(files, createDecodedCache(null)), index);
  watcher = createHomeWatcher({
    ...{ home: files, catalog },
    besides: [home.path],
    onBeside: () => {
      besides += 1;
    },
    hot: () => hot,
    onError: (error) => errors.push(error),
  });
}

beforeEach(async () => {
  home = await createTestHome();
  besides = 0;
});
afterEach(async () => {
  watcher.close();
  catalog.close();
  await home.remove();
  if (errors.length > 0) throw errors[0];
});

const sizeOf = (n: number) => catalog.ofThread(testId(n))[0]?.size;
const wait = { timeout: 10_000, interval: 20 };

describe('createHomeWatcher', () => {
  it('sees appended, new and removed files, and folders that are new', async () => {
    const path = await home.write(rolloutPath(1), legacyRollout(1));
    watch();
    await vi.waitFor(() => expect(watcher.watched).toContain(join(home.path, 'sessions/2026/05/20')), wait);
    const before = sizeOf(1) ?? 0;
    await appendFile(path, legacyTurn(2));
    await vi.waitFor(() => expect(sizeOf(1)).toBeGreaterThan(before), wait);
    await home.write(rolloutPath(2), legacyRollout(2));
    await home.write(rolloutPath(3).replace('/05/20/', '/06/01/'), legacyRollout(3));
    await home.write(rolloutPath(4, { archived: true }), legacyRollout(4));
    await vi.waitFor(() => expect(catalog.files()).toHaveLength(4), wait);
    await vi.waitFor(() => expect(watcher.watched).toContain(join(home.path, 'sessions/2026/06/01')), wait);
    await rm(join(home.path, 'sessions/2026/06'), { recursive: true });
    await vi.waitFor(() => expect(catalog.files()).toHaveLength(3), wait);
    await vi.waitFor(
      () => expect(watcher.watched).not.toContain(join(home.path, 'sessions/2026/06/01')),
      wait,
    );
  });

  it('tells when something beside the rollouts changes', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    watch();
    await vi.waitFor(() => expect(watcher.watched).toContain(home.path), wait);
    besides = 0;
    await home.write('session_index.jsonl', '{}\n');
    await vi.waitFor(() => expect(besides).toBeGreaterThan(0), wait);
  });

  it('uses one watch per folder, and none after it was closed (S-26)', async () => {
    for (let n = 1; n <= 60; n += 1) {
      await home.write(
        rolloutPath(n).replace('/20/', `/${String(1 + (n % 28)).padStart(2, '0')}/`),
        legacyRollout(n),
      );
    }
    let open = 0;
    const counting: FileSystem = {
      ...nodeFileSystem,
      watch: (path, onChange) => {
        open += 1;
        const made = nodeFileSystem.watch(path, onChange);
        made.on('close', () => {
          open -= 1;
        });
        return made;
      },
    };
    watch(counting);
    // The home, `sessions`, year, month and 28 days.
    await vi.waitFor(() => expect(watcher.watched).toHaveLength(1 + 3 + 28), wait);
    expect(open).toBe(32);
    if (process.platform === 'linux') expect(await inotifyWatches()).toBeLessThanOrEqual(32);
    watcher.close();
    await vi.waitFor(() => expect(open).toBe(0), wait);
  });

  it.each(['ENOSPC', 'EMFILE'])('polls where the system gives no more watches (%s)', async (code) => {
    const path = await home.write(rolloutPath(1), legacyRollout(1));
    const failing: FileSystem = {
      ...nodeFileSystem,
      watch: (folder, onChange) => {
        if (folder.includes('sessions')) throw Object.assign(new Error(code), { code });
        return nodeFileSystem.watch(folder, onChange);
      },
    };
    watch(failing, [join(home.path, 'sessions/2026/05/20')]);
    await vi.waitFor(() => expect(watcher.degraded).toBe(true), wait);
    const before = sizeOf(1) ?? 0;
    await appendFile(path, legacyTurn(2));
    await vi.waitFor(() => expect(sizeOf(1)).toBeGreaterThan(before), wait);
  });

  it('goes on when a watch fails later', async () => {
    const path = await home.write(rolloutPath(1), legacyRollout(1));
    const made: FSWatcher[] = [];
    watch({
      ...nodeFileSystem,
      watch: (folder, onChange) => {
        const one = nodeFileSystem.watch(folder, onChange);
        made.push(one);
        return one;
      },
    });
    await vi.waitFor(() => expect(watcher.watched).toHaveLength(5), wait);
    for (const one of made.slice()) one.emit('error', Object.assign(new Error('EPERM'), { code: 'EPERM' }));
    await vi.waitFor(() => expect(watcher.watched).toHaveLength(5), wait);
    const before = sizeOf(1) ?? 0;
    await appendFile(path, legacyTurn(2));
    await vi.waitFor(() => expect(sizeOf(1)).toBeGreaterThan(before), wait);
  });

  it('waits for a home that is not there yet', async () => {
    await rm(home.path, { recursive: true });
    watch();
    await catalog.settled();
    expect(catalog.files()).toEqual([]);
    await home.write(rolloutPath(1), legacyRollout(1));
    await vi.waitFor(() => expect(catalog.files()).toHaveLength(1), wait);
    await vi.waitFor(() => expect(watcher.watched).toHaveLength(5), wait);
  });
});

/** Watches of this process, from the descriptors' own account. */
async function inotifyWatches(): Promise<number> {
  let watches = 0;
  for (const fd of await readdir('/proc/self/fdinfo')) {
    const info = await readFile(join('/proc/self/fdinfo', fd), 'utf8').catch(() => '');
    watches += info.split('\n').filter((one) => one.startsWith('inotify ')).length;
  }
  return watches;
}
