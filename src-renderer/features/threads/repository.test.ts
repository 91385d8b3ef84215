import { describe, expect, it } from 'vitest';
import { repositoryOf } from './repository';

describe('repositoryOf', () => {
  it('gives every spelling of one origin one key', () => {
    const spellings = [
      'git@github.com:ada/loom.git',
      'https://github.com/ada/loom',
      'https://github.com/ada/loom.git/',
      'https://ada:secret@GitHub.com/ada/loom.git',
      'ssh://git@github.com:22/ada/loom.git',
      'git://github.com/ada/loom.git',
    ];
    for (const spelling of spellings)
      expect(repositoryOf(spelling)).toEqual({ key: 'github.com/ada/loom', name: 'loom', owner: 'ada' });
  });

  it.each([
    ['ssh://git@example.com:2222/ünï.git', { key: 'example.com/ünï', name: 'ünï', owner: 'example.com' }],
    ['https://gitlab.com/a/b/c.git', { key: 'gitlab.com/a/b/c', name: 'c', owner: 'a/b' }],
    ['/srv/git/loom.git', { key: 'srv/git/loom', name: 'loom', owner: 'srv/git' }],
    ['file:///srv/git/loom', { key: 'srv/git/loom', name: 'loom', owner: 'srv/git' }],
    ['nonsense', { key: 'nonsense', name: 'nonsense', owner: '' }],
  ])('%s', (origin, repository) => {
    expect(repositoryOf(origin)).toEqual(repository);
  });

  it.each([[null], [undefined], [''], ['  '], ['/'], ['.git']])('%o is no repository', (origin) => {
    expect(repositoryOf(origin)).toBeNull();
  });
});
