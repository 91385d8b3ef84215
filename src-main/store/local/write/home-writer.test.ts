import { lstat, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FailingHow, failingWriteSystem } from '../testing/failing-write-system';
import { createTestHome, type TestHome } from '../testing/test-home';
import { createHomeWriter, type HomeWriter } from './home-writer';
import { nodeWriteSystem } from './write-system';

const file = 'sessions/2026/05/20/rollout.jsonl';
const moved = 'archived_sessions/rollout.jsonl';
const old = 'one line\n';
const time = Date.UTC(2026, 4, 20, 9, 0, 0, 123);
const bytes = (text: string) => Buffer.from(text, 'utf8');

async function testHome(): Promise<TestHome> {
  const home = await createTestHome();
  onTestFinished(() => home.remove());
  return home;
}

/** All files of a home with what is in them. */
async function filesOf(home: TestHome): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const entry of await readdir(home.path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    seen[path.slice(home.path.length + 1)] = await readFile(path, 'utf8');
  }
  return seen;
}

describe('the writer of a home', () => {
  it('creates a file whole, with a time, and never over another', async () => {
    const home = await testHome();
    const writer = createHomeWriter(home.path);
    await writer.create(file, [bytes('a\n'), bytes('b\n')], time);
    expect(await filesOf(home)).toEqual({ [file]: 'a\nb\n' });
    expect(Math.round((await stat(join(home.path, file))).mtimeMs)).toBe(time);
    await expect(writer.create(file, [bytes('c')])).rejects.toMatchObject({ code: 'conflict' });
    expect(await filesOf(home)).toEqual({ [file]: 'a\nb\n' });
  });

  it('creates nothing when the content fails', async () => {
    const home = await testHome();
    async function* content() {
      yield bytes('a\n');
      throw new Error('the source broke');
    }
    await expect(createHomeWriter(home.path).create(file, content())).rejects.toThrow('the source broke');
    expect(await filesOf(home)).toEqual({});
  });

  it('says what the system refused, in words for writing', async () => {
    const home = await testHome();
    for (const [code, text] of [
      ['ENOSPC', 'The disk is full.'],
      ['EROFS', 'The file system is read-only.'],
    ] as const) {
      const writer = createHomeWriter(home.path, {
        ...nodeWriteSystem,
        mkdir: () => Promise.reject(Object.assign(new Error(code), { code })),
      });
      await expect(writer.create(file, [])).rejects.toMatchObject({
        code: 'io',
        message: `${file}: ${text} (${code})`,
        detail: { errno: code, path: file },
      });
    }
  });

  it('creates where there are no hard links', async () => {
    const home = await testHome();
    const writer = createHomeWriter(home.path, {
      ...nodeWriteSystem,
      link: () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' })),
    });
    await writer.create(file, [bytes('a\n')]);
    expect(await filesOf(home)).toEqual({ [file]: 'a\n' });
    await expect(writer.create(file, [bytes('c')])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('replaces content and keeps the mode', async () => {
    const home = await testHome();
    const path = await home.write('session_index.jsonl', old);
    const { chmod } = await import('node:fs/promises');
    await chmod(path, 0o600);
    const writer = createHomeWriter(home.path);
    await writer.replace('session_index.jsonl', [bytes('new\n')]);
    expect(await filesOf(home)).toEqual({ 'session_index.jsonl': 'new\n' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await expect(writer.replace('missing', [])).rejects.toMatchObject({
      code: 'io',
      detail: { errno: 'ENOENT' },
    });
  });

  it('moves a file with its time, never over another', async () => {
    const home = await testHome();
    const path = await home.write(file, old);
    await utimes(path, time / 1000, time / 1000);
    const writer = createHomeWriter(home.path);
    await writer.move(file, moved);
    expect(await filesOf(home)).toEqual({ [moved]: old });
    expect(Math.round((await stat(join(home.path, moved))).mtimeMs)).toBe(time);
    await home.write(file, 'other');
    await expect(writer.move(file, moved)).rejects.toMatchObject({ code: 'conflict' });
    await writer.remove(moved);
    await writer.remove(moved);
    await writer.touch(file, time);
    expect(Math.round((await stat(path)).mtimeMs)).toBe(time);
    expect(await filesOf(home)).toEqual({ [file]: 'other' });
  });

  it('appends to what it knows, and cuts back only what is its own', async () => {
    const home = await testHome();
    const path = await home.write(file, 'no end');
    const writer = createHomeWriter(home.path);
    const open = await writer.openForAppend(file);
    expect(open).toMatchObject({ size: 6, endsWithNewline: false });
    await open.append(bytes('\nmore\n'));
    expect(open).toMatchObject({ size: 12, endsWithNewline: true });
    await writeFile(path, 'somebody else\n', { flag: 'a' });
    await expect(open.append(bytes('x\n'))).rejects.toMatchObject({ code: 'conflict' });
    await open.close();
    await expect(writer.cutBack(file, 12, 6)).rejects.toMatchObject({ code: 'conflict' });
    await expect(writer.cutBack(file, 26, 30)).rejects.toMatchObject({ code: 'conflict' });
    await writer.cutBack(file, 26, 12);
    expect(await filesOf(home)).toEqual({ [file]: 'no end\nmore\n' });
  });

  it('leaves a foreign record alone when its own write fails', async () => {
    const home = await testHome();
    const path = await home.write(file, old);
    const writer = createHomeWriter(home.path, {
      ...nodeWriteSystem,
      async open(at, flags, mode) {
        const handle = await nodeWriteSystem.open(at, flags, mode);
        handle.datasync = async () => {
          await writeFile(path, 'foreign\n', { flag: 'a' });
          throw Object.assign(new Error('disk'), { code: 'EIO' });
        };
        return handle;
      },
    });
    const open = await writer.openForAppend(file);
    await expect(open.append(bytes('ours\n'))).rejects.toMatchObject({ code: 'io' });
    await open.close();
    expect((await readFile(path, 'utf8')).endsWith('foreign\n')).toBe(true);
  });

  it('leaves the home by no path and no link', async () => {
    const home = await testHome();
    const outside = await testHome();
    await outside.write('there/rollout.jsonl', old);
    await home.write(file, old);
    await symlink(join(outside.path, 'there'), join(home.path, 'memories'));
    await symlink(join(outside.path, 'there', 'rollout.jsonl'), join(home.path, 'sessions', 'link.jsonl'));
    const writer = createHomeWriter(home.path);
    const refused = { code: 'refused' };
    for (const path of [
      '../x',
      '/etc/x',
      '',
      '.',
      'sessions/../../x',
      'memories/rollout.jsonl',
      'memories/a/b',
    ]) {
      await expect(writer.create(path, [bytes('x')])).rejects.toMatchObject(refused);
      await expect(writer.remove(path)).rejects.toMatchObject({ code: expect.stringMatching(/refused|io/) });
      await expect(writer.move(file, path)).rejects.toMatchObject(refused);
    }
    await expect(writer.openForAppend('memories/rollout.jsonl')).rejects.toMatchObject(refused);
    await expect(writer.openForAppend('sessions/link.jsonl')).rejects.toMatchObject({
      code: 'io',
      detail: { errno: 'ELOOP' },
    });
    expect(await filesOf(outside)).toEqual({ 'there/rollout.jsonl': old });
    expect(await filesOf(home)).toEqual({ [file]: old });
  });

  it('follows the link that sessions may be', async () => {
    const home = await testHome();
    const outside = await testHome();
    await mkdir(join(outside.path, 'sessions'));
    await symlink(join(outside.path, 'sessions'), join(home.path, 'sessions'));
    await createHomeWriter(home.path).create(file, [bytes('a\n')]);
    expect(await filesOf(outside)).toEqual({ [file]: 'a\n' });
  });
});

describe('a writer whose k-th file call fails', () => {
  interface Operation {
    run(writer: HomeWriter): Promise<void>;
    before: Record<string, string>;
    after: Record<string, string>;
  }
  const operations: Record<string, Operation> = {
    create: {
      run: (writer) => writer.create(file, [bytes('a\n'), bytes('b\n')], time),
      before: {},
      after: { [file]: 'a\nb\n' },
    },
    replace: {
      run: (writer) => writer.replace(file, [bytes('new\n')]),
      before: { [file]: old },
      after: { [file]: 'new\n' },
    },
    move: {
      run: (writer) => writer.move(file, moved),
      before: { [file]: old },
      after: { [moved]: old },
    },
    remove: { run: (writer) => writer.remove(file), before: { [file]: old }, after: {} },
    touch: {
      run: (writer) => writer.touch(file, time),
      before: { [file]: old },
      after: { [file]: old },
    },
    cutBack: {
      run: (writer) => writer.cutBack(file, old.length, 4),
      before: { [file]: old },
      after: { [file]: old.slice(0, 4) },
    },
    append: {
      async run(writer) {
        const open = await writer.openForAppend(file);
        try {
          await open.append(bytes('more\n'));
        } finally {
          await open.close();
        }
      },
      before: { [file]: old },
      after: { [file]: `${old}more\n` },
    },
  };
  const hows: FailingHow[] = ['before', 'after', 'half'];
  const cases = Object.keys(operations).flatMap((name) => hows.map((how) => ({ name, how })));

  it.each(cases)('has done all or nothing: $name, $how', async ({ name, how }) => {
    const operation = operations[name];
    if (!operation) throw new Error(name);
    let failures = 0;
    for (let k = 1; ; k += 1) {
      const home = await testHome();
      for (const [path, content] of Object.entries(operation.before)) await home.write(path, content);
      const system = failingWriteSystem(k, how);
      const writer = createHomeWriter(home.path, system);
      const done = await operation.run(writer).then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'io', detail: { errno: 'EIO' } });
          return false;
        },
      );
      system.heal();
      for (const path of [file, moved]) await writer.removeLeftover(path).catch(() => undefined);
      const files = await filesOf(home);
      if (done) expect(files).toEqual(operation.after);
      else expect([operation.before, operation.after]).toContainEqual(files);
      if (!done) failures += 1;
      if (system.calls < k) break;
    }
    expect(failures).toBeGreaterThan(0);
  });

  it('needs no leftover to be removed before the next try', async () => {
    const home = await testHome();
    await home.write(`${file}.skein.tmp`, 'half of a');
    await createHomeWriter(home.path).create(file, [bytes('a\n')]);
    expect(await filesOf(home)).toEqual({ [file]: 'a\n' });
    await expect(lstat(join(home.path, `${file}.skein.tmp`))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
