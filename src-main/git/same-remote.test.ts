import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameRemote } from './same-remote';

test.each([
  ['https://example.org/team/repo.git', 'https://example.org/team/repo'],
  ['https://example.org/team/repo.git', 'https://me:secret@Example.org/team/repo/'],
  ['https://example.org/team/repo', 'git@example.org:team/repo.git'],
  ['ssh://git@example.org/team/repo.git', 'example.org:team/repo'],
  ['ssh://git@example.org:22/team/repo', 'https://example.org:443/team/repo'],
  ['ssh://git@example.org:2222/a', 'ssh://other@example.org:2222/a.git'],
  [' /srv/repo.git ', '/srv/repo/'],
  ['https://[::1]:8080/a', 'http://[::1]:8080/a'],
])('%s is %s', (one, other) => {
  expect(sameRemote(one, other)).toBe(true);
  expect(sameRemote(other, one)).toBe(true);
});

test.each([
  ['https://example.org/team/repo', 'https://example.org/team/other'],
  ['https://example.org/team/repo', 'https://example.com/team/repo'],
  ['https://example.org/Team/repo', 'https://example.org/team/repo'],
  ['https://example.org:8443/a', 'https://example.org/a'],
  ['/srv/repo', 'srv/repo'],
  ['C:\\repo', 'D:\\repo'],
  ['https://example.org/a', 'https://example.org@evil.org/a'],
])('%s is not %s', (one, other) => {
  expect(sameRemote(one, other)).toBe(false);
});

test('any text is the same as itself, and nothing hangs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(sameRemote(text, text)).toBe(true);
    }),
  );
});
