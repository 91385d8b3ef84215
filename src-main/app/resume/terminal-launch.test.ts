import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Resumption } from './resume-command';
import { terminalLaunch } from './terminal-launch';

const resumption: Resumption = {
  threadId: '01a20484-c3e5-7b80-af83-67daa3ddeb14',
  cwd: "/srv/ada's loom",
  codexHome: '/h/.codex',
};
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'skein-path-')));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Puts programs into a folder of the PATH. */
async function put(where: string, ...names: string[]): Promise<string> {
  const path = join(folder, where);
  await mkdir(path, { recursive: true });
  for (const name of names) {
    await writeFile(join(path, name), '#!/bin/sh\n');
    await chmod(join(path, name), 0o755);
  }
  return path;
}

const onLinux = (...path: string[]) => terminalLaunch(resumption, 'linux', { PATH: path.join(delimiter) });

test.skipIf(process.platform === 'win32')(
  "the user's own terminal wins, wherever in the PATH it is",
  async () => {
    const launch = await onLinux(await put('a', 'xterm', 'konsole'), await put('b', 'x-terminal-emulator'));
    expect(launch?.file).toBe(join(folder, 'b', 'x-terminal-emulator'));
    expect(launch?.args[0]).toBe('-e');
  },
);

test.skipIf(process.platform === 'win32').each([
  ['gnome-terminal', '--'],
  ['konsole', '-e'],
  ['xterm', '-e'],
])('%s takes the command behind %s, and each value as an argument of its own', async (name, option) => {
  const launch = await onLinux(await put('a', name));
  expect(launch?.file).toBe(join(folder, 'a', name));
  expect(launch?.args.slice(0, 3)).toEqual([option, '/bin/sh', '-c']);
  expect(launch?.args.slice(4)).toEqual(['skein', resumption.cwd, resumption.codexHome, resumption.threadId]);
  expect(launch?.args[3]).not.toContain('loom');
});

test('what is no program, or lies in a relative entry of the PATH, is none', async () => {
  const path = await put('a');
  await mkdir(join(path, 'konsole'));
  await writeFile(join(path, 'xterm'), '', { mode: 0o644 });
  expect(await onLinux(path, '.', '', join(folder, 'nowhere'))).toBeNull();
  expect(await terminalLaunch(resumption, 'linux', {})).toBeNull();
});

test('a Mac gets the values as arguments of a script that never changes', async () => {
  const launch = await terminalLaunch(resumption, 'darwin', {});
  const other = await terminalLaunch({ ...resumption, cwd: '/x', codexHome: null }, 'darwin', {});
  expect(launch?.file).toBe('/usr/bin/osascript');
  expect(launch?.args.slice(-3)).toEqual([resumption.cwd, resumption.codexHome, resumption.threadId]);
  expect(other?.args.slice(0, -3)).toEqual(launch?.args.slice(0, -3));
  expect(other?.args.slice(-3)).toEqual(['/x', '', resumption.threadId]);
});

test('Windows starts its own terminal with nothing but the id', async () => {
  expect(await terminalLaunch(resumption, 'win32', { ComSpec: 'C:\\Windows\\cmd.exe' })).toEqual({
    file: 'C:\\Windows\\cmd.exe',
    args: ['/d', '/c', 'start', '', 'C:\\Windows\\cmd.exe', '/k', 'codex', 'resume', resumption.threadId],
  });
});
