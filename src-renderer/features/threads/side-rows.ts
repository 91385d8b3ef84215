import type { Counts } from './facet-counts';
import { type Filters, toggleValue } from './filters';
import { lastTwo, type Project } from './project-tree';
import { type SourceKey, sourceLabel, sourceLabels } from './source-of';

/** One line of the sidebar. */
export interface SideRow {
  id: string;
  kind: 'section' | 'shelf' | 'repository' | 'directory' | 'source';
  level: 1 | 2 | 3;
  label: string;
  /** The whole path or origin, on hover. */
  title?: string;
  /** Threads behind it under the other filters; null for headings. */
  count: number | null;
  selected: boolean;
  /** Null when there is nothing to open. */
  expanded: boolean | null;
  /** The filters after a click; absent for headings, which only open and close. */
  choose?: Partial<Filters>;
}

/** Which rows the user opened or closed; sections are open and repositories closed until then. */
export type Opened = ReadonlyMap<string, boolean>;

function section(id: string, label: string, opened: Opened): SideRow {
  const expanded = opened.get(id) ?? true;
  return { id, kind: 'section', level: 1, label, count: null, selected: false, expanded };
}

function shelfRows(filters: Filters, counts: Counts): SideRow[] {
  const shelf = (state: 'active' | 'archived', label: string): SideRow => ({
    id: `shelf:${state}`,
    kind: 'shelf',
    level: 2,
    label,
    count: counts.shelves[state],
    selected: filters.state.includes(state),
    expanded: null,
    choose: { state: toggleValue(filters, 'state', state).state },
  });
  const others = filters.state.filter((state) => state !== 'active' && state !== 'archived');
  const chosen =
    filters.project !== null || filters.source.length > 0 || others.length < filters.state.length;
  const all: SideRow = {
    id: 'shelf:all',
    kind: 'shelf',
    level: 2,
    label: 'All threads',
    count: counts.all,
    selected: !chosen,
    expanded: null,
    choose: { project: null, source: [], state: others },
  };
  return [all, shelf('active', 'Active'), shelf('archived', 'Archived')];
}

function projectRows(
  projects: readonly Project[],
  counts: Counts,
  filters: Filters,
  opened: Opened,
): SideRow[] {
  const row = (
    project: { key: string },
    rest: Pick<SideRow, 'kind' | 'level' | 'label' | 'title'>,
  ): SideRow => {
    const selected = filters.project === project.key;
    const count = counts.projects.get(project.key) ?? 0;
    const choose = { project: selected ? null : project.key };
    return { id: project.key, count, selected, expanded: null, choose, ...rest };
  };
  return projects.flatMap((project) => {
    if (project.kind === 'directory')
      return row(project, { kind: 'directory', level: 2, label: project.name, title: project.path });
    const { key, name, repository, directories } = project;
    const top = row(project, { kind: 'repository', level: 2, label: name, title: repository.key });
    if (directories.length < 2) return { ...top, title: `${repository.key}\n${directories[0]?.path ?? ''}` };
    const expanded = opened.get(key) ?? directories.some((directory) => directory.key === filters.project);
    const below = directories.map((directory) =>
      // A directory may lie under a repository and, before git was set up, by itself: the id keeps them apart.
      ({
        ...row(directory, {
          kind: 'directory',
          level: 3,
          label: shortPath(directory.path, directories),
          title: directory.path,
        }),
        id: `${key}#${directory.key}`,
      }),
    );
    return [{ ...top, expanded }, ...(expanded ? below : [])];
  });
}

/** The name of a directory, with its parent's where another one is called the same. */
function shortPath(path: string, all: readonly { path: string; name: string }[]): string {
  const name = all.find((directory) => directory.path === path)?.name ?? path;
  return all.filter((other) => other.name === name).length < 2 ? name : lastTwo(path);
}

function sourceRows(counts: Counts, filters: Filters): SideRow[] {
  const known = Object.keys(sourceLabels);
  const place = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length);
  const sources = [...new Set([...counts.facets.source.keys(), ...filters.source])] as SourceKey[];
  return sources
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b))
    .map((key) => ({
      id: `source:${key}`,
      kind: 'source',
      level: 2,
      label: sourceLabel(key),
      count: counts.facets.source.get(key) ?? 0,
      selected: filters.source.includes(key),
      expanded: null,
      choose: { source: toggleValue(filters, 'source', key).source },
    }));
}

/** All rows of the sidebar that are to be seen, in order. */
export function sideRows(
  projects: readonly Project[],
  counts: Counts,
  filters: Filters,
  opened: Opened,
): SideRow[] {
  const parts: [string, string, SideRow[]][] = [
    ['section:library', 'Library', shelfRows(filters, counts)],
    ['section:projects', 'Projects', projectRows(projects, counts, filters, opened)],
    ['section:sources', 'Sources', sourceRows(counts, filters)],
  ];
  return parts.flatMap(([id, label, rows]) => {
    if (rows.length === 0) return [];
    const head = section(id, label, opened);
    return head.expanded ? [head, ...rows] : [head];
  });
}
