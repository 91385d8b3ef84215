import type { Repository } from './repository';
import type { Entry } from './thread-index';

/** A working directory. */
export interface Directory {
  key: `dir:${string}`;
  path: string;
  name: string;
}

/** A repository with the directories it was worked on in, or one directory that belongs to none. */
export type Project =
  | {
      kind: 'repository';
      key: `repo:${string}`;
      repository: Repository;
      name: string;
      directories: Directory[];
    }
  | ({ kind: 'directory' } & Directory);

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function directoryOf(path: string): Directory {
  return {
    key: `dir:${path}`,
    path,
    name: path.split(/[\\/]/).filter(Boolean).at(-1) ?? (path || 'No directory'),
  };
}

/** The end of a path that tells it from another of the same name. */
export function lastTwo(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).slice(-2).join('/');
}

/** Repositories by name, then the directories that belong to none. Equal names get what stands before them. */
export function projectTree(entries: readonly Entry[]): Project[] {
  const repositories = new Map<string, { repository: Repository; paths: Set<string> }>();
  const loose = new Set<string>();
  for (const { repository, directory } of entries) {
    if (!repository) {
      loose.add(directory);
      continue;
    }
    const known = repositories.get(repository.key) ?? { repository, paths: new Set() };
    repositories.set(repository.key, known);
    known.paths.add(directory);
  }
  const paths = [...loose].map(directoryOf);
  const uses = new Map<string, number>();
  const names = [...repositories.values()].map(({ repository }) => repository.name);
  for (const name of [...names, ...paths.map((directory) => directory.name)])
    uses.set(name, (uses.get(name) ?? 0) + 1);
  const isUnique = (name: string) => uses.get(name) === 1;
  const projects = [...repositories.values()].map(({ repository, paths: own }): Project => {
    const name = isUnique(repository.name) ? repository.name : `${repository.owner}/${repository.name}`;
    const directories = [...own].map(directoryOf).sort((a, b) => byName.compare(a.path, b.path));
    return { kind: 'repository', key: `repo:${repository.key}`, repository, name, directories };
  });
  const directories = paths.map(
    (directory): Project => ({
      kind: 'directory',
      ...directory,
      name: isUnique(directory.name) ? directory.name : lastTwo(directory.path),
    }),
  );
  const sorted = (list: Project[]) => list.sort((a, b) => byName.compare(a.name, b.name));
  return [...sorted(projects), ...sorted(directories)];
}
