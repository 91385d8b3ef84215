import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { JsonFile } from './json-file';
import type { writeAtomically } from './write-atomically';

const schema = z.object({ n: z.number().default(0) });
const notice = vi.fn();
let folder: string;
let path: string;

beforeEach(async () => {
  vi.clearAllMocks();
  folder = await mkdtemp(join(tmpdir(), 'skein-'));
  path = join(folder, 'deeper', 'file.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (write?: typeof writeAtomically) =>
  new JsonFile({ path, schema, fallback: { n: -1 }, notice, ...(write && { write }) });

test('what was written is read, by another start too', async () => {
  await file().write({ n: 5 });
  expect(await file().read()).toEqual({ n: 5 });
  expect(notice).not.toHaveBeenCalled();
});

test('no file is the fallback, and no fault', async () => {
  expect(await file().read()).toEqual({ n: -1 });
  expect(notice).not.toHaveBeenCalled();
});

const bad: [string, string | Uint8Array][] = [
  ['empty', ''],
  ['cut', '{"n": 5'],
  ['not JSON', 'hello'],
  ['zeros', new Uint8Array(4096)],
  ['not UTF-8', new Uint8Array([0xff, 0xfe, 0x7b])],
  ['a list', '[]'],
  ['null', 'null'],
  ['wrong types', '{"n": "five"}'],
  ['huge', `{"n": 5, "filler": "${'x'.repeat(2_000_000)}"}`],
];

test.each(bad)('a bad file (%s) is set aside and its backup counts', async (_what, contents) => {
  await file().write({ n: 1 });
  await file().write({ n: 2 });
  await writeFile(path, contents);
  expect(await file().read()).toEqual({ n: 1 });
  expect(notice).toHaveBeenCalledOnce();
  expect(await readFile(`${path}.bad`)).toEqual(Buffer.from(contents));
  // The next write does not make the bad bytes the backup.
  await file().write({ n: 3 });
  expect(await file().read()).toEqual({ n: 3 });
  await rm(path);
  expect(await file().read()).toEqual({ n: 1 });
});

test.each(bad)('a bad file (%s) with a bad backup is the fallback', async (_what, contents) => {
  await file().write({ n: 1 });
  await writeFile(path, contents);
  await writeFile(`${path}.bak`, contents);
  expect(await file().read()).toEqual({ n: -1 });
});

test('the notice quotes nothing of the file', async () => {
  await file().write({ n: 1 });
  await writeFile(path, '{"n": "my secret"} and more');
  await file().read();
  expect(JSON.stringify(notice.mock.calls)).not.toContain('secret');
});

test('a missing file has its backup still', async () => {
  await file().write({ n: 1 });
  await file().write({ n: 2 });
  await rm(path);
  expect(await file().read()).toEqual({ n: 1 });
});

test('what this version does not know is no fault', async () => {
  await file().write({ n: 1 });
  await writeFile(path, '{"n": 4, "later": true}');
  expect(await file().read()).toEqual({ n: 4 });
});

test('a file that may not be read is told of', async () => {
  if (process.getuid?.() === 0) return;
  await file().write({ n: 1 });
  await chmod(path, 0);
  expect(await file().read()).toEqual({ n: -1 });
  expect(notice).toHaveBeenCalled();
});

test('writes come one after the other, the last one stays', async () => {
  const one = file();
  await Promise.all(Array.from({ length: 20 }, (_value, n) => one.write({ n })));
  expect(await one.read()).toEqual({ n: 19 });
  expect(await readdir(join(folder, 'deeper'))).not.toContain('file.json.tmp');
});

test('a write that fails rejects, and stops no later one', async () => {
  const write = vi
    .fn<typeof writeAtomically>()
    .mockRejectedValueOnce(new Error('disk full'))
    .mockResolvedValue();
  const one = file(write);
  await expect(one.write({ n: 1 })).rejects.toThrow('disk full');
  await expect(one.write({ n: 2 })).resolves.toBeUndefined();
  await expect(one.settled()).resolves.toBeUndefined();
});
