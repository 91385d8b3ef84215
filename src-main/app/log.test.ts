import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './log';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-'));
  path = join(folder, 'logs', 'skein.log');
});
afterEach(() => rm(folder, { recursive: true }));

const lines = async () => (await readFile(path, 'utf8')).trimEnd().split('\n');

test('one JSON object per line, in order', async () => {
  const log = createLog(path);
  log.info('started', { count: 1 });
  log.warn('odd', { code: 'io', ok: false });
  await log.settled();
  const written = (await lines()).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(written).toMatchObject([
    { level: 'info', message: 'started', count: 1 },
    { level: 'warn', message: 'odd', code: 'io', ok: false },
  ]);
  expect(written[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('no text can forge a line or a field', async () => {
  const log = createLog(path);
  log.warn('reason', { text: 'a\n{"level":"info"}\r\u001b[31m\u2028', level: 'forged', message: 'forged' });
  await log.settled();
  const written = await lines();
  expect(written).toHaveLength(1);
  expect(written[0]).not.toContain('\u001b');
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'warn', message: 'reason' });
});

test("the user's own folder and tokens are masked", async () => {
  const log = createLog(path);
  const token = `sk-proj-${'a1'.repeat(20)}`;
  log.warn('failed', { reason: `${join(homedir(), '.codex', 'x')} with ${token} and ghp_${'b'.repeat(36)}` });
  await log.settled();
  const [line] = await lines();
  expect(line).not.toContain(homedir());
  expect(line).not.toContain(token);
  expect(line).not.toContain('bbbb');
  expect(line).toContain('*** and ***');
});

test('is bounded in size, over several starts', async () => {
  const limit = 2000;
  for (let start = 0; start < 5; start += 1) {
    const log = createLog(path, limit);
    for (let count = 0; count < 20; count += 1) log.info('x'.repeat(100), { count });
    await log.settled();
  }
  expect((await readdir(join(folder, 'logs'))).sort((a, b) => a.localeCompare(b))).toEqual([
    'skein.log',
    'skein.log.1',
  ]);
  for (const name of ['skein.log', 'skein.log.1']) {
    expect((await stat(join(folder, 'logs', name))).size).toBeLessThanOrEqual(limit);
  }
  expect((await lines()).at(-1)).toContain('"count":19');
});

test('a line has an end', async () => {
  const log = createLog(path);
  log.info('x'.repeat(100_000));
  await log.settled();
  expect((await lines())[0]?.length).toBeLessThanOrEqual(4000);
});

test('a log that cannot be written stops nobody', async () => {
  const log = createLog(join(folder, 'logs', '\0'));
  log.info('x');
  await expect(log.settled()).resolves.toBeUndefined();
});
