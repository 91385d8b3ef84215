import { appendFile, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDecodedCache } from '../codec/decoded-cache';
import { createHomeFiles } from '../home/home-files';
import { openMemoryDatabase } from '../index/open-database';
import { RolloutIndex } from '../index/rollout-index';
import { createDiskCatalog, type DiskCatalog } from '../rollouts/disk-catalog';
import { createRolloutReader } from '../rollouts/rollout-reader';
import {
  createTestHome,
  legacyRollout,
  legacyTurn,
  line,
  rolloutPath,
  sessionMeta,
  type TestHome,
  testId,
} from '../testing/test-home';
import { ScanGate } from './scan-gate';
import { createScanner, type Scanner } from './scanner';

interface Lab {
  index: RolloutIndex;
  catalog: DiskCatalog;
  scanner: Scanner;
  /** Refreshes the catalog and scans the file of that path. */
  scan(file?: string): Promise<void>;
  /** Lets the next scan find nothing in memory: it goes on from the index alone, as after a restart. */
  forgetScans(): Promise<void>;
  /** Everything the index holds of a file, without what differs from scan to scan. */
  content(file?: string): unknown;
  close(): Promise<void>;
}

let home: TestHome;
let lab: Lab;
beforeEach(async () => {
  home = await createTestHome();
  lab = createLab();
});
afterEach(async () => {
  await lab.close();
  await home.remove();
});

function createLab(): Lab {
  const files = createHomeFiles(home.path);
  const cache = createDecodedCache(null);
  const reader = createRolloutReader(files, cache);
  const index = new RolloutIndex(openMemoryDatabase());
  const catalog = createDiskCatalog(files, reader, index);
  const newScanner = (): Scanner =>
    createScanner({
      reader,
      index,
      gate: new ScanGate(),
      onScanned: (file, stored) => catalog.scanned(file, stored),
    });
  let scanner = newScanner();
  const path = rolloutPath(1);
  return {
    ...{ index, catalog },
    get scanner() {
      return scanner;
    },
    async forgetScans() {
      await scanner.close();
      scanner = newScanner();
    },
    async scan(file = path) {
      await catalog.refresh();
      const found = catalog.files().find((one) => one.file === file);
      if (!found) throw new Error(`${file} is not in the catalog`);
      expect(await scanner.scan(found, 'foreground').done).toBeNull();
    },
    content(file = path) {
      const saved = index.resume(file, testId(1));
      const { line, offset, total, complete, turnCount } = index.scan(file) ?? {};
      const { head, metadata, damage } = index.file(file) ?? {};
      return { ...saved, line, offset, total, complete, turnCount, head, metadata, listed: damage };
    },
    async close() {
      catalog.close();
      await scanner.close();
      await reader.close();
      index.close();
    },
  };
}

const path = (): string => join(home.path, rolloutPath(1));
const prompts = (): string[] => lab.index.turns(rolloutPath(1)).map((turn) => turn.prompt);
const generation = (): string | undefined => lab.index.scan(rolloutPath(1))?.generation;

/** What one scan from the start finds. */
async function freshContent(): Promise<unknown> {
  const fresh = createLab();
  await fresh.scan();
  const content = fresh.content();
  await fresh.close();
  return content;
}

describe('createScanner', () => {
  it('finds after any appends what one scan of the whole file finds', async () => {
    const torn = legacyTurn(7).slice(0, 200);
    const text = Buffer.from(
      `${sessionMeta(1)}${legacyTurn(1)}\n${torn}${legacyTurn(2)}no json\n${line('new_kind', {})}${legacyTurn(3)}${line(
        'event_msg',
        { type: 'thread_rolled_back', num_turns: 1 },
      )}${sessionMeta(1, { git: { branch: 'later' } })}${legacyTurn(4).trimEnd()}`,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(text.length), { maxLength: 5 }),
        fc.boolean(),
        async (cuts, keepScans) => {
          await rm(join(home.path, 'sessions'), { recursive: true, force: true });
          await lab.close();
          lab = createLab();
          let written = 0;
          for (const cut of [...cuts.toSorted((a, b) => a - b), text.length]) {
            if (written === 0) await home.write(rolloutPath(1), text.subarray(0, cut));
            else await appendFile(path(), text.subarray(written, cut));
            written = cut;
            await lab.scan();
            if (!keepScans) await lab.forgetScans();
          }
          expect(lab.content()).toEqual(await freshContent());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('goes on from where it stopped when a file grows', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2));
    await lab.scan();
    const before = generation();
    await appendFile(path(), legacyTurn(3));
    await lab.scan();
    expect(prompts()).toEqual(['Prompt 1', 'Prompt 2', 'Prompt 3']);
    expect(generation()).toBe(before);
  });

  it.each<[string, () => Promise<void>]>([
    ['shrinks', () => truncate(path(), Buffer.byteLength(legacyRollout(1, 1)))],
    ['is emptied and written again', () => writeFile(path(), legacyRollout(1, 1))],
    [
      'is replaced by another of the same size',
      async () => {
        await writeFile(`${path()}.new`, legacyRollout(1, 3).replaceAll('Prompt', 'Tpmorp'));
        await rename(`${path()}.new`, path());
      },
    ],
    [
      'is rewritten in place with the same size',
      async () => {
        await writeFile(path(), legacyRollout(1, 3).replace('Prompt 2', 'Edited 2'));
        await utimes(path(), 1, 1);
      },
    ],
    ['has its start changed while it grows', () => writeFile(path(), legacyRollout(1, 4, { cwd: '/other' }))],
    [
      'has its end changed while it grows',
      () => writeFile(path(), legacyRollout(1, 3).replace('Answer 3', 'Edited 3') + legacyTurn(4)),
    ],
  ])('starts again when a file %s, and nothing of the old content stays', async (_name, change) => {
    await home.write(rolloutPath(1), legacyRollout(1, 3));
    await lab.scan();
    const before = generation();
    await change();
    await lab.scan();
    expect(generation()).not.toBe(before);
    expect(lab.content()).toEqual(await freshContent());
  });

  it('keeps the scan of a file that is archived, brought back, compressed and made plain', async () => {
    const content = legacyRollout(1, 3);
    await home.write(rolloutPath(1), content);
    await lab.scan();
    const scanned = lab.content();
    const before = lab.index.scan(rolloutPath(1));
    await home.write('archived_sessions/keep', '');
    const archived = rolloutPath(1, { archived: true });
    await rename(path(), join(home.path, archived));
    await lab.scan(archived);
    expect(lab.index.scan(archived)?.generation).toBe(before?.generation);

    const packed = `${archived}.zst`;
    await home.write(packed, zstdCompressSync(content));
    const { mtimeMs } = await import('node:fs/promises').then((fs) => fs.stat(join(home.path, archived)));
    await utimes(join(home.path, archived), mtimeMs / 1000, 1_700_000_000);
    await utimes(join(home.path, packed), mtimeMs / 1000, 1_700_000_000);
    await lab.scan(archived);
    const touched = lab.index.scan(archived)?.generation;
    await rm(join(home.path, archived));
    await lab.scan(packed);
    expect(lab.index.scan(packed)?.generation).toBe(touched);
    expect(lab.content(packed)).toEqual(scanned);
  });

  it('reads a compressed file, and shows what comes before damage in it', async () => {
    const content = legacyRollout(1, 50);
    const packed = zstdCompressSync(content);
    await home.write(`${rolloutPath(1)}.zst`, packed);
    await lab.scan(`${rolloutPath(1)}.zst`);
    expect(lab.index.turns(`${rolloutPath(1)}.zst`)).toHaveLength(50);
    expect(lab.index.scan(`${rolloutPath(1)}.zst`)?.total).toBe(Buffer.byteLength(content));

    await home.write(`${rolloutPath(2)}.zst`, Buffer.concat([packed, Buffer.from('garbage')]));
    await lab.scan(`${rolloutPath(2)}.zst`);
    expect(lab.index.turns(`${rolloutPath(2)}.zst`)).toHaveLength(50);
    expect(lab.index.file(`${rolloutPath(2)}.zst`)?.damage).toMatchObject([
      { reason: 'decode_failed', offset: Buffer.byteLength(content), file: `${rolloutPath(2)}.zst` },
    ]);
  });

  it('takes an unfinished last line for damage only when nobody works on it any more', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 1).slice(0, -30));
    await lab.scan();
    expect(lab.index.file(rolloutPath(1))?.damage).toEqual([]);
    await utimes(path(), 1_700_000_000, 1_700_000_000);
    await lab.scan();
    expect(lab.index.file(rolloutPath(1))?.damage).toMatchObject([{ reason: 'unterminated', line: 5 }]);
    await writeFile(path(), legacyRollout(1, 1));
    await lab.scan();
    expect(lab.index.file(rolloutPath(1))?.damage).toEqual([]);
  });

  it('tells of an empty file and of one without a head, until they have one', async () => {
    await home.write(rolloutPath(1), '');
    await lab.scan();
    expect(lab.index.file(rolloutPath(1))?.damage).toMatchObject([{ reason: 'empty_file' }]);
    await appendFile(path(), legacyTurn(1));
    await lab.scan();
    expect(lab.index.file(rolloutPath(1))?.damage).toMatchObject([{ reason: 'no_session_meta' }]);
    expect(prompts()).toEqual(['Prompt 1']);
    await appendFile(path(), sessionMeta(1));
    await lab.scan();
    expect(lab.index.file(rolloutPath(1))).toMatchObject({ damage: [], head: { threadId: testId(1) } });
  });

  it('keeps what it knows of a file that cannot be read any more, and says so', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2));
    await lab.scan();
    const [file] = lab.catalog.files();
    await rm(path());
    const damage = file && (await lab.scanner.scan(file, 'foreground').done);
    expect(damage).toMatchObject({ reason: 'unreadable', message: expect.stringContaining('ENOENT') });
    expect(prompts()).toHaveLength(2);
  });

  it('takes the damage back when a file can be read again', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2));
    await lab.scan();
    const [file] = lab.catalog.files();
    if (!file) throw new Error('no file');
    await rename(path(), `${path()}.away`);
    await lab.scanner.scan(file, 'foreground').done;
    expect(lab.index.file(rolloutPath(1))?.damage).toHaveLength(1);
    await rename(`${path()}.away`, path());
    await lab.scanner.scan(file, 'foreground').done;
    expect(lab.index.file(rolloutPath(1))?.damage).toEqual([]);
    await vi.waitFor(() => expect(lab.catalog.files()).toMatchObject([{ damage: [], scanned: true }]));
  });

  it('waits for another process that keeps the index locked', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2));
    await lab.catalog.refresh();
    const [file] = lab.catalog.files();
    if (!file) throw new Error('no file');
    const { commit } = lab.index;
    let locked = 2;
    lab.index.commit = (stretch) => {
      locked -= 1;
      if (locked >= 0) throw Object.assign(new Error('locked'), { code: 'SQLITE_BUSY' });
      return commit.call(lab.index, stretch);
    };
    expect(await lab.scanner.scan(file, 'foreground').done).toBeNull();
    expect(prompts()).toHaveLength(2);
  });

  it('lets two processes scan into one index without mixing their work', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 2000));
    await lab.catalog.refresh();
    const [file] = lab.catalog.files();
    const files = createHomeFiles(home.path);
    const reader = createRolloutReader(files, createDecodedCache(null));
    const other = createScanner({ reader, index: lab.index, gate: new ScanGate(), onScanned: () => {} });
    if (!file) throw new Error('no file');
    const one = lab.scanner.scan(file, 'foreground');
    const two = other.scan(file, 'foreground');
    expect(await Promise.all([one.done, two.done])).toEqual([null, null]);
    await other.close();
    expect(lab.content()).toEqual(await freshContent());
  });

  it('gives the first screen before the file is scanned to its end', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 3000));
    await lab.catalog.refresh();
    const [file] = lab.catalog.files();
    if (!file) throw new Error('no file');
    const run = lab.scanner.scan(file, 'foreground');
    await run.started;
    const turns = prompts().length;
    expect(lab.index.scan(rolloutPath(1))?.complete).toBe(false);
    expect(turns).toBeGreaterThan(30);
    await run.done;
    expect(prompts()).toHaveLength(3000);
    expect((await readFile(path())).length).toBe(lab.index.scan(rolloutPath(1))?.offset);
  });

  it('stops when it is closed and goes on the next time', async () => {
    await home.write(rolloutPath(1), legacyRollout(1, 3000));
    await lab.catalog.refresh();
    const [file] = lab.catalog.files();
    if (!file) throw new Error('no file');
    await lab.scanner.scan(file, 'background').started;
    await lab.scanner.close();
    expect(lab.index.scan(rolloutPath(1))?.complete).toBe(false);
    const files = createHomeFiles(home.path);
    const reader = createRolloutReader(files, createDecodedCache(null));
    const next = createScanner({ reader, index: lab.index, gate: new ScanGate(), onScanned: () => {} });
    await next.scan(file, 'foreground').done;
    await next.close();
    expect(lab.content()).toEqual(await freshContent());
  });
});
