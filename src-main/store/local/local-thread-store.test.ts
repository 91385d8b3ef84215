import { constants } from 'node:fs';
import { appendFile, mkdir, rename, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ThreadStore } from '../thread-store';
import type { ItemsPage, Outline, StoreEvent } from '../types';
import { nodeFileSystem } from './home/file-system';
import { createLocalThreadStore, type LocalStoreOptions } from './local-thread-store';
import {
  createTestHome,
  legacyRollout,
  legacyTurn,
  line,
  rolloutPath,
  sessionMeta,
  type TestHome,
  testId,
} from './testing/test-home';

let home: TestHome;
let stores: ThreadStore[] = [];
beforeEach(async () => {
  home = await createTestHome();
});
afterEach(async () => {
  for (const store of stores) await store.close();
  stores = [];
  await home.remove();
});

async function open(options: Partial<LocalStoreOptions> = {}): Promise<ThreadStore> {
  const store = await createLocalThreadStore({
    ...{ home: home.path, dataDir: home.dataDir, env: {}, live: false },
    ...options,
  });
  stores.push(store);
  return store;
}

const threadId = testId(1);

async function completeOutline(store: ThreadStore, id = threadId): Promise<Outline> {
  for (;;) {
    const outline = await store.outline({ threadId: id });
    if (outline.complete) return outline;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const everything = (store: ThreadStore, id = threadId) =>
  store.listTurns({ threadId: id, view: 'everything', sortDirection: 'asc' });
const upstream = (store: ThreadStore, id = threadId) =>
  store.listTurns({ threadId: id, view: 'upstream', sortDirection: 'asc' });

/** A paginated rollout: its own head, then turns whose ordinals go on from `first`. */
function paginated(n: number, turns: string[], first = 0, meta: object = {}): string {
  let ordinal = first;
  const next = () => ({ ordinal: ordinal++ });
  const head = { id: testId(n), timestamp: '2026-11-20T09:00:00.000Z', cwd: '/work', cli_version: '0.169.0' };
  const lines = [
    line('session_meta', { ...head, source: 'cli', history_mode: 'paginated', ...meta }, next()),
  ];
  for (const turn_id of turns) {
    const item = {
      type: 'UserMessage',
      id: `u-${turn_id}`,
      content: [{ type: 'text', text: `Ask ${turn_id}` }],
    };
    lines.push(line('event_msg', { type: 'task_started', turn_id }, next()));
    lines.push(line('event_msg', { type: 'item_completed', thread_id: testId(n), turn_id, item }, next()));
    lines.push(line('event_msg', { type: 'task_complete', turn_id }, next()));
  }
  return lines.join('');
}

/** Where a turn starts in a paginated rollout. */
function cutBefore(
  rollout: string,
  turnId: string,
): { end_ordinal_exclusive: number; end_byte_offset: number } {
  const lines = rollout.split('\n');
  const at = lines.findIndex((one) => one.includes('task_started') && one.includes(`"${turnId}"`));
  const record = JSON.parse(lines[at] ?? '') as { ordinal: number };
  const bytes = Buffer.byteLength(`${lines.slice(0, at).join('\n')}\n`);
  return { end_ordinal_exclusive: record.ordinal, end_byte_offset: bytes };
}

const base = (n: number, rollout: string, turnId: string) => ({
  history_base: { thread_id: testId(n), ...cutBefore(rollout, turnId) },
});

describe('reading while a thread is scanned', () => {
  it('answers the first screen of a long thread at once and tells how the scan goes on', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 5000));
    const store = await open({ live: true });
    const events: StoreEvent[] = [];
    store.subscribe((event) => events.push(event));
    const first = await store.outline({ threadId, limit: 20 });
    expect(first.turns).toHaveLength(20);
    expect(first.scannedBytes).toBeLessThan(first.totalBytes);
    const { items } = await store.items({ threadId, revision: first.revision, from: 0, count: 10 });
    expect(items.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const last = await completeOutline(store);
    expect(last).toMatchObject({ revision: first.revision, turnCount: 5000, itemCount: 10_000 });
    await vi.waitFor(() => {
      const told = events.filter((event) => event.type === 'thread-scanned');
      expect(told.at(-1)).toMatchObject({ threadId, turnCount: 5000, complete: true });
    });
  });

  it('tells of an append by the first turn that changed, and keeps the places of items', async () => {
    const path = await home.write(rolloutPath(1), legacyRollout(1, 3));
    const store = await open({ live: true });
    const before = await completeOutline(store);
    const events: StoreEvent[] = [];
    store.subscribe((event) => events.push(event));
    await appendFile(path, legacyTurn(4));
    await vi.waitFor(() => {
      const told = events.find((event) => event.type === 'thread-scanned' && event.turnCount === 4);
      expect(told).toMatchObject({ revision: before.revision, changedFrom: 3, itemCount: 8, complete: true });
    }, 10_000);
    const { items } = await store.items({ threadId, revision: before.revision, from: 6, count: 9 });
    expect(items.map(({ turn }) => turn)).toEqual([3, 3]);
  });

  it('calls answers stale after a file was replaced, and then answers anew', async () => {
    const path = await home.write(rolloutPath(1), legacyRollout(1, 3));
    const store = await open();
    const { revision } = await completeOutline(store);
    await writeFile(`${path}.new`, legacyRollout(1, 1).replace('Prompt', 'Tpmorp'));
    await rename(`${path}.new`, path);
    const slice = { threadId, revision, index: 0, pointer: '/id', from: 0, count: 1 };
    await expect(store.text(slice)).rejects.toMatchObject({ code: 'stale' });
    await expect(store.items({ threadId, revision, from: 0, count: 5 })).rejects.toMatchObject({
      code: 'stale',
    });
    const outline = await completeOutline(store);
    expect(outline.revision).not.toBe(revision);
    expect(outline.turns.map((turn) => turn.prompt)).toEqual(['Tpmorp 1']);
  });

  it('shows each record once while a writer works in torn pieces, and takes no torn end for damage (S-02)', async () => {
    const content = Buffer.from(legacyRollout(1, 60));
    const path = await home.write(rolloutPath(1), '');
    const store = await open({ live: true });
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const writing = (async () => {
      for (let at = 0; at < content.length; ) {
        const size = 1 + random(random(2) ? 40 : 4000);
        await appendFile(path, content.subarray(at, at + size));
        at += size;
      }
    })();
    let written = false;
    void writing.then(() => {
      written = true;
    });
    let seen = 0;
    while (!written) {
      const outline = await store.outline({ threadId }).catch(() => null);
      expect(outline?.turnCount ?? seen).toBeGreaterThanOrEqual(seen);
      seen = outline?.turnCount ?? seen;
      const report = await store.check({ threadId }).catch(() => null);
      expect(
        report?.damage.filter(({ reason }) => reason !== 'empty_file' && reason !== 'no_session_meta') ?? [],
      ).toEqual([]);
    }
    await writing;
    await vi.waitFor(async () => expect((await everything(store)).turns).toHaveLength(60), 10_000);
    const { turns } = await everything(store);
    expect(turns.map((turn) => turn.items.length)).toEqual(turns.map(() => 2));
  });

  it('keeps its revision while a file flips between its two forms (S-04)', async () => {
    const content = legacyRollout(1, 3);
    const packed = zstdCompressSync(content);
    const path = await home.write(rolloutPath(1), content);
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const store = await open({ live: true });
    const before = await completeOutline(store);
    for (let cycle = 0; cycle < 12; cycle += 1) {
      const [to, from, bytes] =
        cycle % 2 === 0 ? [`${path}.zst`, path, packed] : [path, `${path}.zst`, content];
      const draft = join(dirname(path), '.rollout-materialize-x');
      await writeFile(draft, bytes);
      await utimes(draft, 1_700_000_000, 1_700_000_000);
      await rename(draft, to);
      const reading = store.items({ threadId, revision: before.revision, from: 0, count: 6 });
      await unlink(from);
      expect((await reading).items).toHaveLength(6);
      expect((await completeOutline(store)).revision).toBe(before.revision);
      const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
      expect(data).toHaveLength(1);
    }
  });

  it('reads a thread on while it turns from plain to compressed and moves to the archive', async () => {
    const content = legacyRollout(1, 3);
    const path = await home.write(rolloutPath(1), content);
    await utimes(path, 1_700_000_000, 1_700_000_000);
    const store = await open();
    const before = await upstream(store);
    await writeFile(`${path}.zst`, zstdCompressSync(content));
    await utimes(`${path}.zst`, 1_700_000_000, 1_700_000_000);
    await unlink(path);
    expect(await upstream(store)).toEqual(before);
    const archived = join(home.path, `${rolloutPath(1, { archived: true })}.zst`);
    await mkdir(dirname(archived), { recursive: true });
    await rename(`${path}.zst`, archived);
    await upstream(store).catch(() => {});
    await vi.waitFor(async () => expect(await upstream(store)).toEqual(before));
    expect((await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' })).data).toHaveLength(1);
  });

  it('scans everything in the background, newest first, and fills the list with what it finds', async () => {
    for (let n = 1; n <= 30; n += 1) await home.write(rolloutPath(n), legacyRollout(n, n));
    const store = await open({ live: true });
    const progress: StoreEvent[] = [];
    store.subscribe((event) => event.type === 'index-progress' && progress.push(event));
    await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
    await vi.waitFor(() => expect(progress.at(-1)).toMatchObject({ done: 30, total: 30 }), 10_000);
    await vi.waitFor(async () => {
      const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
      expect(data.map((thread) => thread.turnCount)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    });
  });
});

describe('threads of several files', () => {
  const parent = paginated(1, ['a', 'b', 'c']);
  const fork = paginated(2, ['d'], 7, { forked_from_id: testId(1), ...base(1, parent, 'c') });
  const ids = async (store: ThreadStore, id: string) =>
    (await upstream(store, id)).turns.map((turn) => turn.id);

  it('reads a fork through its base, archived and compressed as it may be', async () => {
    await home.write(`${rolloutPath(1, { archived: true })}.zst`, zstdCompressSync(parent));
    await home.write(rolloutPath(2), fork);
    const store = await open();
    expect(await ids(store, testId(2))).toEqual(['a', 'b', 'd']);
    const { segments, damage, turnCount } = await store.readThread({
      threadId: testId(2),
      includeArchived: true,
    });
    expect(segments).toMatchObject([
      { role: 'base', threadId: testId(1), archived: true, compressed: true, endOrdinal: 7 },
      { role: 'current', threadId: testId(2), endOffset: null },
    ]);
    expect({ damage, turnCount }).toEqual({ damage: [], turnCount: 3 });
  });

  it('shows what there is when the base is missing, and says so', async () => {
    await home.write(rolloutPath(2), fork);
    const store = await open();
    expect(await ids(store, testId(2))).toEqual(['d']);
    const { damage } = await store.check({ threadId: testId(2) });
    expect(damage).toMatchObject([{ reason: 'base_missing', file: rolloutPath(2) }]);
  });

  it('finds a base that comes later', async () => {
    await home.write(rolloutPath(2), fork);
    const store = await open({ live: true });
    const before = await completeOutline(store, testId(2));
    await home.write(rolloutPath(1), parent);
    await vi.waitFor(async () => {
      const outline = await store.outline({ threadId: testId(2) });
      expect(outline.turns.map((turn) => turn.id)).toEqual(['a', 'b', 'd']);
      expect(outline.revision).not.toBe(before.revision);
    }, 10_000);
  });

  it('ends when files are each other’s base', async () => {
    const one = paginated(1, ['a'], 5, {
      history_base: { thread_id: testId(2), end_ordinal_exclusive: 5, end_byte_offset: 900 },
    });
    const two = paginated(2, ['b'], 0, {
      history_base: { thread_id: testId(1), end_ordinal_exclusive: 5, end_byte_offset: 900 },
    });
    await home.write(rolloutPath(1), one);
    await home.write(rolloutPath(2), two);
    const store = await open();
    expect(await ids(store, testId(1))).toContain('a');
    const { damage } = await store.check({ threadId: testId(1) });
    expect(damage.map(({ reason }) => reason)).toContain('base_cycle');
  });

  it('tells of a base that is shorter than the cut', async () => {
    const far = { thread_id: testId(1), end_ordinal_exclusive: 7, end_byte_offset: 999_999 };
    await home.write(rolloutPath(1), parent);
    await home.write(rolloutPath(2), paginated(2, ['d'], 7, { history_base: far }));
    const store = await open();
    expect(await ids(store, testId(2))).toEqual(['a', 'b', 'd']);
    const { damage } = await store.check({ threadId: testId(2) });
    expect(damage.map(({ reason }) => reason)).toContain('base_short');
  });

  it('keeps the turns that a revert left behind, in their place and marked', async () => {
    await home.write(rolloutPath(1), parent);
    const later = rolloutPath(1, { revert: 9 }).replace('T09-', 'T10-');
    await home.write(later, paginated(1, ['e'], 4, base(1, parent, 'b')));
    const store = await open();
    expect(await ids(store, threadId)).toEqual(['a', 'e']);
    const { turns } = await everything(store);
    expect(turns.map(({ id, reverted }) => [id, reverted?.by ?? null])).toEqual([
      ['a', null],
      ['b', 'revert'],
      ['c', 'revert'],
      ['e', null],
    ]);
  });

  it('reads one of two copies and names the other', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2));
    await home.write(rolloutPath(1, { archived: true }), legacyRollout(1, 2));
    const store = await open();
    const { segments } = await store.readThread({ threadId, includeArchived: true });
    expect(segments?.map(({ role, archived }) => [role, archived])).toEqual([
      ['current', false],
      ['superseded', true],
    ]);
    expect((await upstream(store)).turns).toHaveLength(2);
  });

  it('finds a thread by the id in a file name when the file holds another', async () => {
    await home.write(rolloutPath(1), legacyRollout(7));
    const store = await open();
    expect(await ids(store, testId(7))).toEqual(['turn-1']);
    expect(await ids(store, testId(1))).toEqual(['turn-1']);
  });
});

describe('content that is out of bounds', () => {
  it('never lets a 40 MB line cross as text (S-27)', async () => {
    const noise = Buffer.alloc(30 * 2 ** 20, 'pixels');
    const png = Buffer.concat([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAoAAAAHgCAYAAAA=', 'base64'), noise]);
    const image = `data:image/png;base64,${png.toString('base64')}`;
    const message = { type: 'user_message', message: 'Look', images: [image], local_images: [] };
    await home.write(
      rolloutPath(1),
      sessionMeta(1) +
        line('event_msg', message) +
        legacyTurn(2) +
        line('event_msg', { ...message, message: 'x'.repeat(9_000_000) }),
    );
    const store = await open();
    const { revision, itemCount, turns } = await completeOutline(store);
    expect(JSON.stringify(turns).length).toBeLessThan(10_000);
    const items: ItemsPage['items'] = [];
    while (items.length < itemCount) {
      items.push(...(await store.items({ threadId, revision, from: items.length, count: 200 })).items);
    }
    expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThan(64 * 1024);
    const pointer = items[0]?.item.clips?.[0]?.pointer ?? '';
    expect(items[0]?.item.clips).toEqual([
      { pointer, kind: 'media', mime: 'image/png', length: image.length, bytes: png.length },
    ]);
    const media = await store.media({ threadId, revision, index: 0, pointer });
    expect(media).toMatchObject({ mime: 'image/png' });
    expect(media.bytes).toHaveLength(png.length);
    const record = items[0]?.item.provenance?.[0];
    const raw = record && (await store.record({ threadId, record, from: 20, count: 1000 }));
    expect(raw?.text).toHaveLength(1000);
    expect(raw?.length).toBeGreaterThan(40_000_000);
  });

  it('answers fewer items than asked for rather than too much', async () => {
    const lines = Array.from({ length: 200 }, (_, i) =>
      line('event_msg', { type: 'agent_message', message: `${i} ${'ä'.repeat(16_000)}` }),
    );
    await home.write(rolloutPath(1), sessionMeta(1) + lines.join(''));
    const store = await open();
    const { revision, itemCount } = await completeOutline(store);
    const seen: number[] = [];
    while (seen.length < itemCount) {
      const { items } = await store.items({ threadId, revision, from: seen.length, count: 200 });
      expect(Buffer.byteLength(JSON.stringify(items))).toBeLessThan(1_500_000);
      expect(items.length).toBeGreaterThan(0);
      seen.push(...items.map(({ index }) => index));
    }
    expect(seen).toEqual(Array.from({ length: itemCount }, (_, i) => i));
  });

  it('survives nesting, wide objects and keys that mean something (S-21)', async () => {
    const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key${i}`, i]));
    await home.write(
      rolloutPath(1),
      `${sessionMeta(1)}{"timestamp":"2026-05-20T09:00:00.000Z","type":"event_msg","payload":${deep}}\n${line('new_kind', wide)}` +
        `{"timestamp":"2026-05-20T09:00:00.000Z","type":"new_kind","payload":{"__proto__":{"polluted":1},"constructor":1,"toString":2}}\n${legacyTurn(1)}`,
    );
    const store = await open();
    const { revision, itemCount } = await completeOutline(store);
    const items: ItemsPage['items'] = [];
    while (items.length < itemCount) {
      items.push(...(await store.items({ threadId, revision, from: items.length, count: 50 })).items);
    }
    expect(() => structuredClone(items)).not.toThrow();
    expect(JSON.stringify(items)).toContain('"__proto__":{"polluted":1}');
    expect({}).not.toHaveProperty('polluted');
    const { damage } = await store.check({ threadId });
    expect(damage).toMatchObject([{ reason: 'too_deep', line: 2 }]);
  });

  it('keeps the order of the file whatever its times say (S-20)', async () => {
    const times = [
      '2099-01-01T00:00:00.000Z',
      '1960-01-01T00:00:00.000Z',
      '2026-05-20T09:00:00+09:00',
      'never',
      '',
    ];
    const turns = times.map((timestamp, i) =>
      legacyTurn(i + 1)
        .replaceAll('2026-05-20T09:00:00.000Z', timestamp)
        .replace('"duration_ms":5', `"duration_ms":${i - 2},"started_at":${1e12 * i},"completed_at":-5`),
    );
    await home.write(rolloutPath(1), sessionMeta(1) + turns.join(''));
    await utimes(join(home.path, rolloutPath(1)), 4_000_000_000, 4_000_000_000);
    const store = await open();
    const outline = await completeOutline(store);
    expect(outline.turns.map((turn) => turn.prompt)).toEqual(times.map((_, i) => `Prompt ${i + 1}`));
    const { data } = await store.listThreads({ sortKey: 'updated_at', sortDirection: 'desc' });
    expect(data.map((thread) => thread.id)).toEqual([threadId]);
  });

  it('tells of what a bomb would have become instead of unpacking it (S-28)', async () => {
    const bomb = zstdCompressSync(
      Buffer.concat([Buffer.from(legacyRollout(1, 2)), Buffer.alloc(30 * 2 ** 20, ' ')]),
    );
    await home.write(`${rolloutPath(1)}.zst`, bomb);
    const store = await open({ decodeLimits: { floor: 2 ** 20, ratio: 100, cap: 2 ** 40 } });
    expect((await upstream(store)).turns).toHaveLength(2);
    const { damage } = await store.check({ threadId });
    expect(damage[0]).toMatchObject({ reason: 'decode_failed', file: `${rolloutPath(1)}.zst` });
  });
});

describe('the home', () => {
  it('is described in every state, and nothing is created (S-40)', async () => {
    await home.write('file', '');
    const before = await home.snapshot();
    const describeAt = async (path: string, more: Partial<LocalStoreOptions> = {}) => {
      const store = await open({ home: path, ...more });
      expect((await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' })).data).toEqual([]);
      return (await store.describeHome()).state;
    };
    expect(await describeAt(join(home.path, 'none'))).toBe('missing');
    expect(await describeAt(join(home.path, 'file'))).toBe('not_a_directory');
    expect(await describeAt(home.path)).toBe('empty');
    const denied = () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }));
    const store = await open({ fileSystem: { ...nodeFileSystem, readdir: denied } });
    expect(await store.describeHome()).toMatchObject({ state: 'unreadable', errno: 'EACCES' });
    expect(await home.snapshot()).toEqual(before);
    await home.write(rolloutPath(1), legacyRollout(1));
    expect((await (await open()).describeHome()).state).toBe('ready');
  });

  it('names folders that cannot be looked at', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    const fileSystem = {
      ...nodeFileSystem,
      readdir: (path: string) =>
        path.endsWith('20')
          ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
          : nodeFileSystem.readdir(path),
    };
    const store = await open({ fileSystem });
    expect(await store.describeHome()).toMatchObject({
      // Nothing was found, but that does not mean that nothing is there.
      state: 'ready',
      obstacles: [
        { file: 'sessions/2026/05/20', reason: 'unreadable', message: expect.stringContaining('EACCES') },
      ],
    });
  });

  it('may appear while the store is open', async () => {
    const later = join(home.path, 'later');
    const store = await open({ home: later, live: true });
    expect((await store.describeHome()).state).toBe('missing');
    await home.write(`later/${rolloutPath(1)}`, legacyRollout(1));
    expect((await upstream(store).catch(() => null))?.turns ?? []).toBeDefined();
    await vi.waitFor(async () => {
      const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
      expect(data).toHaveLength(1);
    }, 15_000);
  });

  it('may be a link', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    const linked = join(home.path, '..', 'linked');
    await symlink(home.path, linked);
    expect((await upstream(await open({ home: linked }))).turns).toHaveLength(1);
  });

  it('is opened for reading only (S-13)', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    await home.write(`${rolloutPath(2)}.zst`, zstdCompressSync(legacyRollout(2)));
    const flags: number[] = [];
    const fileSystem = {
      ...nodeFileSystem,
      open: (path: string, flag: number) => {
        flags.push(flag);
        return nodeFileSystem.open(path, flag);
      },
    };
    const store = await open({ fileSystem });
    for (const id of [testId(1), testId(2)]) {
      const { revision } = await completeOutline(store, id);
      await store.items({ threadId: id, revision, from: 0, count: 5 });
      await store.check({ threadId: id });
    }
    expect(flags.length).toBeGreaterThan(3);
    const writing =
      constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_TRUNC;
    expect(flags.filter((flag) => (flag & writing) !== 0)).toEqual([]);
  });

  it('is read the same without a data folder', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 3));
    await home.write(`${rolloutPath(2)}.zst`, zstdCompressSync(legacyRollout(2, 3)));
    const kept = await open();
    const fleeting = await open({ dataDir: null });
    for (const id of [testId(1), testId(2)])
      expect(await everything(fleeting, id)).toEqual(await everything(kept, id));
  });

  it.each(['EACCES', 'EIO', 'EMFILE', 'ESTALE'])(
    'a file that fails with %s is told, and so is which',
    async (code) => {
      await home.write(rolloutPath(1), legacyRollout(1));
      await home.write(rolloutPath(2), legacyRollout(2));
      const fileSystem = {
        ...nodeFileSystem,
        open: (path: string, flag: number) =>
          path.includes(testId(1))
            ? Promise.reject(Object.assign(new Error(code), { code }))
            : nodeFileSystem.open(path, flag),
      };
      const store = await open({ fileSystem });
      expect((await upstream(store)).turns).toEqual([]);
      const { damage } = await store.check({ threadId });
      expect(damage).toMatchObject([
        { reason: 'unreadable', file: rolloutPath(1), message: expect.stringContaining(code) },
      ]);
      expect((await upstream(store, testId(2))).turns).toHaveLength(1);
    },
  );

  it('that loses a file under an open thread keeps what was read, and refuses what is gone', async () => {
    await home.write(rolloutPath(1), legacyRollout(1));
    const store = await open();
    const { revision } = await completeOutline(store);
    await rm(join(home.path, rolloutPath(1)));
    await expect(store.items({ threadId, revision, from: 0, count: 1 })).rejects.toMatchObject({
      code: 'io',
      detail: { errno: 'ENOENT', path: rolloutPath(1) },
    });
  });
});

it('answers nothing after it was closed', async () => {
  const store = await open();
  await store.close();
  await expect(store.describeHome()).rejects.toMatchObject({ code: 'store_unavailable' });
});
