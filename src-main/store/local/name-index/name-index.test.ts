import { appendFile, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHomeFiles } from '../home/home-files';
import { createNameIndex, nameIndexFile } from './name-index';

let root: string;
let home: string;
let path: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'skein-names-'));
  home = join(root, '.codex');
  path = join(home, nameIndexFile);
  await mkdir(home);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const line = (id: string, name: unknown) =>
  `${JSON.stringify({ id, thread_name: name, updated_at: '2026-05-20T09:11:12.123456789Z' })}\n`;
const open = () => createNameIndex(createHomeFiles(home));
const namesOf = async (index = open()) => Object.fromEntries((await index.read()).names);

test('the last line of an id wins; blank, broken and foreign lines are passed over', async () => {
  await writeFile(
    path,
    `\uFEFF${line('a', 'First')}\n  \r\n{"id":"a"\n[1]\n{"id":7,"thread_name":"x"}\n{"id":"b","thread_name":null}\n` +
      line('a', '  Second \u2028 name ').replace('\n', '\r\n') +
      line('c', ' '),
  );
  expect(await namesOf()).toEqual({ a: 'Second \u2028 name', c: null });
});

test('an empty name clears an earlier one', async () => {
  await writeFile(path, line('a', 'Named') + line('a', ''));
  expect(await namesOf()).toEqual({ a: null });
});

test('a cut last line is ignored until it is whole; a whole one without line end counts', async () => {
  const index = open();
  const next = line('a', 'Newer');
  await writeFile(path, line('a', 'Old') + next.slice(0, 20));
  expect(await namesOf(index)).toEqual({ a: 'Old' });
  await appendFile(path, next.slice(20, -1));
  expect(await namesOf(index)).toEqual({ a: 'Newer' });
  await appendFile(path, `\n${line('b', 'B')}`);
  expect(await namesOf(index)).toEqual({ a: 'Newer', b: 'B' });
});

test('a file that was rewritten, shortened or removed is read anew', async () => {
  const index = open();
  await writeFile(path, line('a', 'A') + line('b', 'B'));
  expect(await namesOf(index)).toEqual({ a: 'A', b: 'B' });
  await writeFile(path, line('c', 'C') + line('d', 'D') + line('e', 'E'));
  expect(await namesOf(index)).toEqual({ c: 'C', d: 'D', e: 'E' });
  await truncate(path, line('c', 'C').length);
  expect(await namesOf(index)).toEqual({ c: 'C' });
  await rm(path);
  expect(await namesOf(index)).toEqual({});
});

test('what cannot be read is told', async () => {
  await mkdir(path);
  expect(await open().read()).toEqual({ names: new Map(), problem: expect.any(String) });
  await rm(path, { recursive: true });
  await writeFile(join(root, 'outside'), line('a', 'A'));
  await symlink(join(root, 'outside'), path);
  expect(await open().read()).toEqual({ names: new Map(), problem: 'refused' });
});

test('reading after any number of appends is reading it all', async () => {
  const entry = fc.record({ id: fc.constantFrom('a', 'b', 'c'), name: fc.string({ maxLength: 600 }) });
  const piece = fc.oneof(
    entry.map(({ id, name }) => line(id, name)),
    fc.constantFrom('\n', 'garbage\n', '{"id":"a",'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(6000)), async (pieces, cuts) => {
      await rm(path, { force: true });
      const bytes = Buffer.from(pieces.join(''));
      const index = open();
      let at = 0;
      for (const cut of [
        ...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b),
        bytes.length,
      ]) {
        await appendFile(path, bytes.subarray(at, cut));
        at = cut;
        await index.read();
      }
      expect(await namesOf(index)).toEqual(await namesOf());
    }),
    { numRuns: 40 },
  );
});
