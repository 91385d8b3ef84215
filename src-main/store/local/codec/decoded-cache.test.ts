import { access, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../errors';
import { createDecodedCache } from './decoded-cache';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const identity = (n: number) => ({ inode: `1:${n}`, size: 10, mtimeNs: '5' });

function content(text: string, asked: string[] = []) {
  return async function* () {
    asked.push(text);
    yield Buffer.from(text);
  };
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe('createDecodedCache', () => {
  it('decodes one state of a file once, also when asked twice at a time', async () => {
    const cache = createDecodedCache(folder);
    const asked: string[] = [];
    const paths = await Promise.all([
      cache.copyOf(identity(1), content('one', asked)),
      cache.copyOf(identity(1), content('one', asked)),
    ]);
    expect(await createDecodedCache(folder).copyOf(identity(1), content('one', asked))).toBe(paths[0]);
    expect(paths[1]).toBe(paths[0]);
    expect(asked).toEqual(['one']);
    await cache.copyOf({ ...identity(1), mtimeNs: '6' }, content('changed', asked));
    expect(asked).toEqual(['one', 'changed']);
  });

  it('lets the least recently used copies go, but never the one that was asked for', async () => {
    const cache = createDecodedCache(folder, 25);
    const [a, b] = [
      await cache.copyOf(identity(1), content('a'.repeat(10))),
      await cache.copyOf(identity(2), content('b'.repeat(10))),
    ];
    await utimes(a, 1000, 1000);
    await utimes(b, 2000, 2000);
    await cache.copyOf(identity(1), content('not asked'));
    const c = await cache.copyOf(identity(3), content('c'.repeat(10)));
    expect(await Promise.all([a, b, c].map(exists))).toEqual([true, false, true]);
    const huge = await cache.copyOf(identity(4), content('d'.repeat(100)));
    expect(await readdir(folder)).toEqual([huge.split('/').at(-1)]);
  });

  it('keeps what could be decoded of a damaged file', async () => {
    const path = await createDecodedCache(folder).copyOf(identity(1), async function* () {
      yield Buffer.from('before');
      throw new StoreError('damaged', 'cut');
    });
    expect(await exists(path)).toBe(true);
  });

  it('leaves nothing behind when reading fails, and removes old drafts', async () => {
    const cache = createDecodedCache(folder);
    const failing = async function* () {
      yield Buffer.from('x');
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    await expect(cache.copyOf(identity(1), failing)).rejects.toThrow('EIO');
    expect(await readdir(folder)).toEqual([]);
    const draft = join(folder, 'old.jsonl.x.tmp');
    await writeFile(draft, '');
    await utimes(draft, 1000, 1000);
    await writeFile(join(folder, 'young.jsonl.y.tmp'), '');
    await cache.copyOf(identity(2), content('x'));
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual(['young.jsonl.y.tmp']);
  });

  it('removes a folder of its own', async () => {
    const cache = createDecodedCache(null);
    const path = await cache.copyOf(identity(1), content('x'));
    await cache.close();
    expect(await exists(path)).toBe(false);
  });
});
