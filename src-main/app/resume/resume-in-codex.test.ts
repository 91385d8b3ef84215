import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createResumeInCodex, type ResumeParts } from './resume-in-codex';

const id = '01a20484-c3e5-7b80-af83-67daa3ddeb14';
let scratch: string;
let cwd: string;
const ask = vi.fn<ResumeParts['ask']>();
const copy = vi.fn<ResumeParts['copy']>();

beforeEach(async () => {
  vi.resetAllMocks();
  ask.mockResolvedValue(true);
  scratch = await realpath(await mkdtemp(join(tmpdir(), 'skein-resume-')));
  cwd = join(scratch, `it's; touch "hacked" $(touch hacked) a loom`);
  await mkdir(cwd);
});
afterEach(async () => {
  await rm(scratch, { recursive: true });
});

/** The parts over a PATH of ours. */
function resumeWith(over: Partial<ResumeParts> = {}) {
  return createResumeInCodex({
    cwdOf: async () => cwd,
    home: () => '/h/.codex',
    defaultHome: '/h/.codex',
    ask,
    copy,
    platform: 'linux',
    env: { PATH: scratch },
    ...over,
  });
}

/** A program of the test in its PATH. */
async function put(name: string, text: string): Promise<void> {
  await writeFile(join(scratch, name), `#!/bin/sh\n${text}\n`);
  await chmod(join(scratch, name), 0o755);
}

test('what is shown is what is copied, and nothing is started', async () => {
  const shown = await resumeWith()(id, 'show');
  expect(shown.done).toBe(false);
  expect(copy).not.toHaveBeenCalled();
  expect(await resumeWith()(id, 'copy')).toEqual({ ...shown, done: true });
  expect(copy).toHaveBeenCalledExactlyOnceWith(shown.command);
  expect(ask).not.toHaveBeenCalled();
});

test('names the home unless Codex would take it by itself', async () => {
  const commandOf = async (over: Partial<ResumeParts>) => (await resumeWith(over)(id, 'show')).command;
  expect(await commandOf({})).not.toContain('CODEX_HOME');
  expect(await commandOf({ home: () => '/other' })).toContain('CODEX_HOME=/other codex resume');
  expect(await commandOf({ env: { CODEX_HOME: '/h/.codex' } })).not.toContain('CODEX_HOME');
  expect(await commandOf({ env: { CODEX_HOME: '/other' } })).toContain('CODEX_HOME=/h/.codex codex resume');
});

test('a directory that is gone is refused before anybody is asked; the command can still be copied', async () => {
  await put('xterm', 'exit 0');
  const gone = { cwdOf: async () => join(scratch, 'gone') };
  await expect(resumeWith(gone)(id, 'terminal')).rejects.toMatchObject({ code: 'io' });
  await expect(resumeWith({ cwdOf: async () => '.' })(id, 'terminal')).rejects.toMatchObject({ code: 'io' });
  expect(ask).not.toHaveBeenCalled();
  expect((await resumeWith(gone)(id, 'copy')).done).toBe(true);
});

test('without a terminal it says so', async () => {
  await expect(resumeWith()(id, 'terminal')).rejects.toMatchObject({ code: 'unsupported' });
  expect(ask).not.toHaveBeenCalled();
});

describe.skipIf(process.platform === 'win32')('in a terminal', () => {
  // A terminal as they all are: it runs the words behind its option.
  const terminal = `shift; "$@" < /dev/null > "${'$'}SEEN/out" 2>&1; echo done > "${'$'}SEEN/ended"`;

  async function endOf(file: string): Promise<string> {
    return await vi.waitFor(() => readFile(join(scratch, file), 'utf8'), { timeout: 10_000, interval: 20 });
  }

  test('starts nothing without a yes, which saw the command', async () => {
    await put('xterm', `echo started > "${'$'}SEEN/ended"`);
    ask.mockResolvedValue(false);
    const resume = resumeWith({ env: { PATH: scratch, SEEN: scratch } });
    const { command, done } = await resume(id, 'terminal');
    expect(done).toBe(false);
    expect(ask).toHaveBeenCalledExactlyOnceWith(command);
    expect(command).toContain(`codex resume ${id}`);
    // A second one with a yes is started after the first could have been.
    ask.mockResolvedValue(true);
    await put('xterm', `echo second >> "${'$'}SEEN/ended"`);
    expect((await resume(id, 'terminal')).done).toBe(true);
    expect(await endOf('ended')).toBe('second\n');
  });

  test('runs Codex in the directory of the thread with the home that is open', async () => {
    await put('x-terminal-emulator', terminal);
    await put('codex', 'echo "$PWD|$CODEX_HOME|$*"');
    const resume = resumeWith({
      home: () => '/other home',
      env: { PATH: [scratch, '/usr/bin', '/bin'].join(delimiter), SEEN: scratch, SHELL: '/bin/sh' },
    });
    expect((await resume(id, 'terminal')).done).toBe(true);
    await endOf('ended');
    expect(await endOf('out')).toContain(`${cwd}|/other home|resume ${id}\n`);
    // Nothing of the directory's name was run.
    await expect(readFile(join(cwd, 'hacked'))).rejects.toThrow('ENOENT');
  });

  test('a terminal that cannot be started is told', async () => {
    await writeFile(join(scratch, 'xterm'), '#!/nowhere/interpreter\n');
    await chmod(join(scratch, 'xterm'), 0o755);
    await expect(resumeWith()(id, 'terminal')).rejects.toMatchObject({
      code: 'io',
      detail: { errno: 'ENOENT' },
    });
  });
});
