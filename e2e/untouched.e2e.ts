import { join } from 'node:path';
import Database from 'better-sqlite3';
import { recordedHome, unpackHome } from '../src-main/fixtures/corpus';
import { folderState } from '../src-main/fixtures/folder-state';
import { expect, painted, test } from './harness';
import { openThread } from './open-thread';
import { settle } from './settle';

// S-01: whoever looks at everything changes nothing, whatever state the databases are in.

interface Variant {
  name: string;
  recorded: string;
  threads: number;
  /** There is a WAL beside the state database. */
  isHot?: true;
  /** Brings the state database into its condition; returns how to leave it. */
  prepare?(file: string): () => void;
}

const variants: Variant[] = [
  { name: 'databases in WAL mode that nobody has open', recorded: 'fixtures/agents-0.169', threads: 25 },
  {
    name: 'a database that a program is writing',
    recorded: 'fixtures/paginated-0.169',
    threads: 6,
    isHot: true,
    prepare(file) {
      const database = new Database(file);
      database.pragma('journal_mode = wal');
      // Whatever is written: it now stands in the WAL, and nowhere else.
      database.pragma('user_version = 7');
      return () => database.close();
    },
  },
  { name: 'a WAL that a crash has left', recorded: 'fixtures/edges-0.169', threads: 18, isHot: true },
  {
    name: 'a database with a rollback journal',
    recorded: 'fixtures/legacy-0.133',
    threads: 6,
    prepare(file) {
      const database = new Database(file);
      database.pragma('journal_mode = delete');
      database.close();
      return () => undefined;
    },
  },
  { name: 'no database', recorded: 'fixtures/no-sqlite-0.169', threads: 12 },
];

for (const { name, recorded, threads, isHot = false, prepare } of variants) {
  test(`${name}: after reading all of the home every byte and time is as it was`, async ({ open }) => {
    const copy = await unpackHome(recordedHome(recorded));
    const leave = prepare?.(join(copy.path, 'state_5.sqlite'));
    try {
      const before = await folderState(copy.path);
      expect('state_5.sqlite-wal' in before).toBe(isHot);
      const { page, quit } = await open({ home: copy.path });
      await painted(page);
      await expect(page.locator('#thread-count')).toHaveText(`${threads} threads`);
      const list = await page.evaluate(() => window.skein.threadsList({}));
      if (!list.body.ok) throw new Error(list.body.error.message);
      const ids = list.body.value.data.map(({ id }) => id);
      expect(ids).toHaveLength(threads);
      for (const id of ids) {
        await openThread(page, id);
        await page.evaluate(() => document.querySelector('[data-thread-body]')?.scrollTo({ top: 1e9 }));
        await settle(page);
      }
      await page.locator('article').last().focus();
      await page.keyboard.press('r');
      await expect(page.getByRole('dialog', { name: /^Raw:/ })).toBeVisible();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+f');
      await page.keyboard.type('one');
      await expect(page.getByRole('search').getByRole('status')).not.toBeEmpty();
      expect(await folderState(copy.path), 'while it is open').toEqual(before);
      await quit();
      expect(await folderState(copy.path), 'after it was quit').toEqual(before);
    } finally {
      leave?.();
      await copy.remove();
    }
  });
}
