import { chmod, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createParams, type Dialect, resumeParams, turnItems } from '../../conformance/live-threads';
import { sampleId } from '../../conformance/sample-threads';
import { createLocalThreadStore } from '../local-thread-store';
import { createThreadLocks } from '../locks/thread-locks';
import { createState, stateRow, type Values } from '../state-db/fixture';
import { createTestHome, legacyRollout, line, rolloutPath, sessionMeta, testId } from '../testing/test-home';
import { createLockFiles } from '../write/lock-files';

const threadId = sampleId(1);
const turn = (id: string, dialect: Dialect) => turnItems(1, id, `Prompt ${id}`, dialect);
const resume = (n: number) => ({ ...resumeParams(0), threadId: testId(n) });

async function home() {
  const made = await createTestHome();
  onTestFinished(() => made.remove());
  return {
    ...made,
    async open() {
      const store = await createLocalThreadStore({ home: made.path, dataDir: null, env: {}, live: false });
      onTestFinished(() => store.close());
      if (!store.live) throw new Error('no live writers');
      return { store, live: store.live };
    },
    locks: createThreadLocks(createLockFiles(made.path)),
    text: (file: string) => readFile(join(made.path, file), 'utf8'),
    async rollouts() {
      const entries = await readdir(made.path, { recursive: true });
      return entries.filter((name) => name.includes('rollout-')).sort();
    },
    rows(...rows: Values[]) {
      createState(join(made.path, 'state_5.sqlite'), rows).close();
      return () => {
        const db = new SqliteDatabase(join(made.path, 'state_5.sqlite'), { readonly: true });
        try {
          return db.prepare('SELECT * FROM threads').all();
        } finally {
          db.close();
        }
      };
    },
  };
}

describe('live writers of the local store', () => {
  it('name folder and file by local time, with everything inside in UTC', async () => {
    const zone = process.env.TZ;
    onTestFinished(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });
    process.env.TZ = 'Pacific/Kiritimati';
    const { open, rollouts, text } = await home();
    const { live } = await open();
    const before = Date.now();
    await live.createThread(createParams(1, 'paginated'));
    await live.appendItems({ threadId, items: turn('one', 'paginated') });
    const [file = ''] = await rollouts();
    const local = new Date(before + 14 * 3600 * 1000).toISOString();
    expect(file).toMatch(
      new RegExp(
        `^sessions/\\d{4}/\\d\\d/\\d\\d/rollout-${local.slice(0, 10)}T\\d\\d-\\d\\d-\\d\\d-${threadId}\\.jsonl$`,
      ),
    );
    const header = JSON.parse((await text(file)).split('\n')[0] ?? '') as { timestamp: string };
    expect(header.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(header.timestamp) - before)).toBeLessThan(60_000);
  });

  it('raw_append_items_does_not_update_sqlite_metadata', async () => {
    const { open, rows } = await home();
    const rowsNow = rows(stateRow({ id: threadId }));
    const before = rowsNow();
    const { live } = await open();
    await live.createThread(createParams(1, 'legacy'));
    await live.appendItems({ threadId, items: turn('one', 'legacy') });
    expect(rowsNow()).toEqual(before);
  });

  it('a barrier lets the row name the file, and changes nothing else in it', async () => {
    const { open, rows, rollouts, path } = await home();
    const rowsNow = rows(stateRow({ id: threadId }), stateRow({ id: testId(2) }));
    const [first, second] = rowsNow() as Values[];
    const { live } = await open();
    await live.createThread(createParams(1, 'legacy'));
    await live.flushThread({ threadId });
    expect(rowsNow()).toEqual([first, second]);
    await live.appendItems({ threadId, items: turn('one', 'legacy') });
    await live.flushThread({ threadId });
    const [file = ''] = await rollouts();
    expect(rowsNow()).toEqual([{ ...first, rollout_path: join(path, file) }, second]);
  });

  it('are refused and hold nothing while another program writes the thread', async () => {
    const { open, locks, write } = await home();
    await write(rolloutPath(1), legacyRollout(1));
    const { live } = await open();
    const lock = await locks.lock(testId(1));
    await expect(live.resumeThread(resume(1))).rejects.toMatchObject({
      code: 'conflict',
      message: `thread ${testId(1)} already has an active writer`,
    });
    await lock.release();
    await live.resumeThread(resume(1));
    expect(await locks.state(testId(1))).toMatchObject({ state: 'in_use' });
    await live.shutdownThread({ threadId: testId(1) });
    expect(await locks.state(testId(1))).toEqual({ state: 'free', holder: null });
  });

  it('hold the lock from before the file is made until the writer is discarded', async () => {
    const { open, locks } = await home();
    const { store, live } = await open();
    await live.createThread(createParams(1, 'legacy'));
    expect(await locks.state(threadId)).toMatchObject({ state: 'in_use' });
    await live.discardThread({ threadId });
    expect(await locks.state(threadId)).toMatchObject({ state: 'free' });
    await live.createThread(createParams(1, 'legacy'));
    await store.close();
    expect(await locks.state(threadId)).toMatchObject({ state: 'free' });
  });

  it('keep the writer when shutting down fails, so that it can be tried again', async () => {
    const { open, locks, path } = await home();
    const { store, live } = await open();
    await live.createThread(createParams(1, 'legacy'));
    await writeFile(join(path, 'sessions'), 'a file where a folder is to be');
    await expect(live.appendItems({ threadId, items: turn('one', 'legacy') })).rejects.toMatchObject({
      code: 'io',
    });
    await expect(live.shutdownThread({ threadId })).rejects.toMatchObject({ code: 'io' });
    expect(await locks.state(threadId)).toMatchObject({ state: 'in_use' });
    await rm(join(path, 'sessions'));
    await live.shutdownThread({ threadId });
    expect(await locks.state(threadId)).toMatchObject({ state: 'free' });
    const { turns } = await store.listTurns({ threadId, view: 'upstream', sortDirection: 'asc' });
    expect(turns).toHaveLength(1);
  });

  it('make a compressed rollout plain first, with its time, and go on in it', async () => {
    const { open, write, rollouts, path, text } = await home();
    const whole = legacyRollout(1, 2);
    const time = Date.UTC(2026, 4, 21, 10, 0, 0, 250);
    const zst = await write(`${rolloutPath(1)}.zst`, zstdCompressSync(Buffer.from(whole)));
    await utimes(zst, time / 1000, time / 1000);
    const { store, live } = await open();
    await live.resumeThread(resume(1));
    expect(await rollouts()).toEqual([rolloutPath(1)]);
    expect(await text(rolloutPath(1))).toBe(whole);
    expect(Math.round((await stat(join(path, rolloutPath(1)))).mtimeMs)).toBe(time);
    await live.appendItems({ threadId: testId(1), items: turn('more', 'legacy') });
    expect((await text(rolloutPath(1))).startsWith(whole)).toBe(true);
    const { turns } = await store.listTurns({ threadId: testId(1), view: 'upstream', sortDirection: 'asc' });
    expect(turns).toHaveLength(3);
  });

  it('leave a compressed rollout that cannot be decoded as it is', async () => {
    const { open, write, snapshot, locks } = await home();
    const bytes = zstdCompressSync(Buffer.from(legacyRollout(1, 2000)));
    await write(`${rolloutPath(1)}.zst`, bytes.subarray(0, bytes.length - 20));
    const { live } = await open();
    const before = Object.keys(await snapshot()).filter((file) => file.includes('rollout'));
    await expect(live.resumeThread(resume(1))).rejects.toMatchObject({ code: 'damaged' });
    expect(Object.keys(await snapshot()).filter((file) => file.includes('rollout'))).toEqual(before);
    expect(await locks.state(testId(1))).toMatchObject({ state: 'free' });
  });

  it('find a thread that another program has just made or moved', async () => {
    const { open, write, path, text } = await home();
    const { store, live } = await open();
    await store.listThreads({ sortKey: 'created_at', sortDirection: 'desc' });
    await write(rolloutPath(1), legacyRollout(1));
    await live.resumeThread(resume(1));
    await live.shutdownThread({ threadId: testId(1) });
    await rm(join(path, rolloutPath(1)));
    await write(rolloutPath(1, { archived: true }), legacyRollout(1));
    await expect(live.resumeThread(resume(1))).rejects.toMatchObject({
      message: `thread ${testId(1)} is archived`,
    });
    await live.resumeThread({ ...resume(1), includeArchived: true });
    await live.appendItems({ threadId: testId(1), items: turn('more', 'legacy') });
    expect(await text(rolloutPath(1, { archived: true }))).toContain('Prompt more');
  });

  it('never go on in the file that a revert left behind', async () => {
    const { open, write, rows, path } = await home();
    const meta = sessionMeta(1, { history_mode: 'paginated' });
    await write(rolloutPath(1), meta.replace('"type"', '"ordinal":0,"type"'));
    rows(
      stateRow({
        id: testId(1),
        rollout_path: join(path, rolloutPath(1, { revert: 2 })),
        history_mode: 'paginated',
      }),
    );
    const { live } = await open();
    await expect(live.resumeThread(resume(1))).rejects.toMatchObject({
      code: 'invalid_request',
      message: `no rollout found for thread id ${testId(1)}`,
    });
  });

  it('accept the path of the file that the thread goes on in, and no other', async () => {
    const { open, write, path } = await home();
    await write(rolloutPath(1), legacyRollout(1));
    const outside = await write('../elsewhere.jsonl', legacyRollout(1));
    const { live } = await open();
    for (const rolloutPathGiven of [outside, 'sessions/other.jsonl']) {
      await expect(live.resumeThread({ ...resume(1), rolloutPath: rolloutPathGiven })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    }
    await live.resumeThread({ ...resume(1), rolloutPath: rolloutPath(1) });
    await live.shutdownThread({ threadId: testId(1) });
    await live.resumeThread({ ...resume(1), rolloutPath: join(path, rolloutPath(1)) });
  });

  it('mend a paginated thread whose last line an older Codex wrote', async () => {
    const { open, write, text } = await home();
    const meta = sessionMeta(1, { history_mode: 'paginated' }).replace('"type"', '"ordinal":4,"type"');
    await write(rolloutPath(1), meta + line('event_msg', { type: 'token_count' }));
    const { live } = await open();
    await live.resumeThread(resume(1));
    await live.appendItems({ threadId: testId(1), items: turn('more', 'paginated') });
    const ordinals = (await text(rolloutPath(1)))
      .trimEnd()
      .split('\n')
      .map((record) => (JSON.parse(record) as { ordinal?: number }).ordinal);
    expect(ordinals).toEqual([4, undefined, 5, 6, 7, 8]);
  });

  it('say why a file that may not be written is not gone on with', async () => {
    if (process.getuid?.() === 0) return;
    const { open, write } = await home();
    const path = await write(rolloutPath(1), legacyRollout(1));
    await chmod(path, 0o444);
    const { live } = await open();
    await live.resumeThread(resume(1));
    await expect(
      live.appendItems({ threadId: testId(1), items: turn('more', 'legacy') }),
    ).rejects.toMatchObject({ code: 'io', detail: { errno: 'EACCES' } });
  });
});
