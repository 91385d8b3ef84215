import { expect, test } from 'vitest';
import { redactUrl } from './redact-url';

// What 0.169.0 answered for these values of git_origin_url.
test.each([
  ['https://u:p@h.org/a.git', 'https://h.org/a.git'],
  ['https://u@h.org/a.git', 'https://h.org/a.git'],
  ['ssh://git@h.org/a.git', 'ssh://git@h.org/a.git'],
  ['ssh://git:pw@h.org:22/a.git', 'ssh://git@h.org:22/a.git'],
  ['git@github.com:o/r.git', 'git@github.com:o/r.git'],
  ['http://u:p@h/a?x=1#f', 'http://h/a?x=1#f'],
  ['HTTPS://U:P@H.org/a', 'HTTPS://H.org/a'],
  ['https://h.org/a@b/c.git', 'https://h.org/a@b/c.git'],
  ['https://a:b:c@h/x', 'https://h/x'],
  ['https://u:p@[::1]/x', 'https://[::1]/x'],
  ['https://h.org:443/a.git?token=abc', 'https://h.org:443/a.git?token=abc'],
  ['/local/path', '/local/path'],
  ['not a url @ all', 'not a url @ all'],
])('%s', (url, shown) => {
  expect(redactUrl(url)).toBe(shown);
});

test('an at sign in the password does not leak its rest', () => {
  expect(redactUrl('https://u:p@ss@h.org/a')).toBe('https://h.org/a');
});
