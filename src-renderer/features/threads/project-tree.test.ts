import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { projectTree } from './project-tree';
import { indexThreads } from './thread-index';

const thread = (cwd: string, originUrl: string | null) =>
  aThread({ cwd, gitInfo: { sha: null, branch: null, originUrl } });

describe('projectTree', () => {
  it('groups directories by repository and keeps the rest apart', () => {
    const tree = projectTree(
      indexThreads([
        thread('/w/loom-2', 'git@h:ada/loom.git'),
        thread('/w/loom', 'https://h/ada/loom'),
        thread('/w/loom', null),
        thread('/tmp/x', null),
        thread('', null),
        thread('/w/Abc', 'git@h:ada/abc.git'),
      ]),
    );
    expect(
      tree.map((project) => [
        project.name,
        project.kind === 'repository' ? project.directories.map((d) => d.path) : project.path,
      ]),
    ).toEqual([
      ['abc', ['/w/Abc']],
      ['loom', ['/w/loom', '/w/loom-2']],
      ['No directory', ''],
      ['x', '/tmp/x'],
    ]);
  });

  it('tells repositories of one name apart by their owner', () => {
    const tree = projectTree(
      indexThreads([thread('/a', 'git@h:ada/loom.git'), thread('/b', 'git@h:bob/loom.git')]),
    );
    expect(tree.map(({ name }) => name)).toEqual(['ada/loom', 'bob/loom']);
  });

  it('tells a directory from a repository or directory of the same name by its parent', () => {
    const tree = projectTree(
      indexThreads([
        thread('/r/loom', 'git@h:ada/loom.git'),
        thread('/tmp/loom', null),
        thread('/x/a', null),
      ]),
    );
    expect(tree.map(({ name }) => name)).toEqual(['ada/loom', 'a', 'tmp/loom']);
  });

  it('names directories of Windows by their last part', () => {
    expect(projectTree(indexThreads([thread('C:\\work\\loom', null)])).map(({ name }) => name)).toEqual([
      'loom',
    ]);
  });
});
