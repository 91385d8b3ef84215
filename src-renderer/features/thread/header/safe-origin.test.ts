import { expect, it } from 'vitest';
import { safeOrigin } from './safe-origin';

it.each([
  ['https://user:secret@a.example/b.git', 'https://a.example/b.git'],
  ['https://ghp_token@github.com/a/b.git', 'https://github.com/a/b.git'],
  ['HTTPS://x:y@a.example/b', 'HTTPS://a.example/b'],
  ['https://a.example/b.git?access_token=secret&x=1', 'https://a.example/b.git?access_token=…&x=1'],
  ['ssh://git@a.example/b.git', 'ssh://a.example/b.git'],
  // The user of git's short form is a convention, not a secret.
  ['git@github.com:ada/loom.git', 'git@github.com:ada/loom.git'],
  ['/srv/git/loom.git', '/srv/git/loom.git'],
])('shows %s without what it should not', (origin, shown) => {
  expect(safeOrigin(origin)).toBe(shown);
});
