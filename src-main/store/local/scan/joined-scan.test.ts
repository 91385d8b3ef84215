import { expect, test } from 'vitest';
import { createDecodedCache } from '../codec/decoded-cache';
import { createHomeFiles } from '../home/home-files';
import { openMemoryDatabase } from '../index/open-database';
import { RolloutIndex } from '../index/rollout-index';
import { createDiskCatalog } from '../rollouts/disk-catalog';
import { createRolloutReader } from '../rollouts/rollout-reader';
import { signal } from '../signal';
import { createTestHome, legacyRollout, rolloutPath } from '../testing/test-home';
import { ScanGate } from './scan-gate';
import { createScanner } from './scanner';

test('a call that joins a scan which stands aside for it does not wait for itself', async () => {
  const home = await createTestHome();
  await home.write(rolloutPath(1), legacyRollout(1));
  const files = createHomeFiles(home.path);
  const reader = createRolloutReader(files, createDecodedCache(null));
  const index = new RolloutIndex(openMemoryDatabase());
  const catalog = createDiskCatalog(files, reader, index);
  await catalog.refresh();
  const [file] = catalog.files();
  if (!file) throw new Error('the catalog found nothing');

  /** Tells when somebody steps aside. */
  class WatchedGate extends ScanGate {
    stoodAside = signal();
    override async pass(priority: Parameters<ScanGate['pass']>[0]): Promise<void> {
      this.stoodAside.resolve();
      await super.pass(priority);
    }
  }
  const gate = new WatchedGate();
  const scanner = createScanner({ reader, index, gate, onScanned: () => undefined });
  const answer = await gate.foreground(async () => {
    void scanner.scan(file, 'background');
    await gate.stoodAside.promise;
    // One more turn of the event loop: now it sleeps.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return scanner.scan(file, 'foreground').done;
  });
  expect(answer).toBeNull();
  expect(index.scan(file.file)?.complete).toBe(true);
  await scanner.close();
  await home.remove();
});
