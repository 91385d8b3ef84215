import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotePosix, quotePowerShell } from './quote';
import { type Resumption, resumeCommand } from './resume-command';

const id = '01a20484-c3e5-7b80-af83-67daa3ddeb14';
const of = (over: Partial<Resumption> = {}): Resumption => ({
  threadId: id,
  cwd: '/srv/loom',
  codexHome: null,
  ...over,
});

describe('in a POSIX shell', () => {
  test.each([
    [of(), `cd /srv/loom && codex resume ${id}`],
    [of({ cwd: '' }), `codex resume ${id}`],
    [of({ codexHome: '/h/.codex' }), `cd /srv/loom && CODEX_HOME=/h/.codex codex resume ${id}`],
    [of({ cwd: '/srv/my loom' }), `cd '/srv/my loom' && codex resume ${id}`],
    [of({ cwd: "/srv/ada's; rm -rf ~" }), `cd '/srv/ada'\\''s; rm -rf ~' && codex resume ${id}`],
    [of({ cwd: '/srv/$(id)`id`' }), `cd '/srv/$(id)\`id\`' && codex resume ${id}`],
    [of({ cwd: '-P' }), `cd -- -P && codex resume ${id}`],
    [of({ cwd: '~ada' }), `cd '~ada' && codex resume ${id}`],
  ])('%o', (resumption, command) => {
    expect(resumeCommand(resumption, 'linux')).toBe(command);
    expect(resumeCommand(resumption, 'darwin')).toBe(command);
  });

  test.skipIf(process.platform === 'win32')(
    'any visible word comes out of a shell as it went in',
    async () => {
      const words = fc.sample(fc.string({ unit: 'grapheme', maxLength: 40 }), 300);
      const seen = words
        .filter((word) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(word))
        .concat("''", "a'b", '*', '!!', '\\');
      const text = `printf '%s\\0' ${seen.map(quotePosix).join(' ')}`;
      const { stdout } = await promisify(execFile)('/bin/sh', ['-c', text]);
      expect(stdout.split('\0').slice(0, -1)).toEqual(seen);
    },
  );
});

describe('in PowerShell', () => {
  test('names directory and home as literals', () => {
    expect(resumeCommand(of({ cwd: 'C:\\it’s $x', codexHome: "D:\\o'h" }), 'win32')).toBe(
      `Set-Location -LiteralPath 'C:\\it’’s $x'; $env:CODEX_HOME = 'D:\\o''h'; codex resume ${id}`,
    );
    expect(resumeCommand(of({ cwd: '' }), 'win32')).toBe(`codex resume ${id}`);
  });

  test('doubles every quote that it takes for one', () => {
    expect(quotePowerShell('‘’‚‛')).toBe("'‘‘’’‚‚‛‛'");
  });
});

describe('is refused', () => {
  test.each(['', 'x', `${id} x`, `${id}\n`, '--help', `${id}'`, '01a20484c3e57b80af8367daa3ddeb14'])(
    'the id %j',
    (threadId) => {
      expect(() => resumeCommand(of({ threadId }), 'linux')).toThrow(/UUID/);
    },
  );

  test.each([
    '/a\nb',
    '/a\rb',
    '/a\tb',
    '/a\u0000b',
    '/a\u001b[2Kb',
    '/a\u0085b',
    '/a\u202eb',
    '/a\u200bb',
    '/a\u2028b',
    '/a\ud800b',
  ])('a path with what cannot be seen: %j', (path) => {
    for (const platform of ['linux', 'win32'] as const) {
      expect(() => resumeCommand(of({ cwd: path }), platform)).toThrow(/cannot be seen/);
      expect(() => resumeCommand(of({ codexHome: path }), platform)).toThrow(/cannot be seen/);
    }
  });
});
