import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { countFacets } from './facet-counts';
import { type Filters, noFilters } from './filters';
import { projectTree } from './project-tree';
import { type Opened, sideRows } from './side-rows';
import { indexThreads } from './thread-index';

const git = (originUrl: string) => ({ sha: null, branch: null, originUrl });
const entries = indexThreads([
  aThread({ cwd: '/w/a/loom', gitInfo: git('git@h:x/loom.git') }),
  aThread({ cwd: '/w/b/loom', gitInfo: git('git@h:x/loom.git'), archived: true }),
  aThread({ cwd: '/w/solo', gitInfo: git('git@h:x/solo.git'), source: { custom: 'atlas' } }),
  aThread({ cwd: '/plain', gitInfo: null, source: 'exec' }),
]);

function rows(filters: Partial<Filters> = {}, opened: Opened = new Map()) {
  const full = { ...noFilters, ...filters };
  return sideRows(projectTree(entries), countFacets(entries, full, new Date()), full, opened);
}

/** Rows as text: mark, indent, label, count. */
const shape = (list: ReturnType<typeof rows>) =>
  list.map(
    ({ level, label, count, selected, expanded }) =>
      `${selected ? '*' : ' '}${'  '.repeat(level - 1)}${expanded === null ? '' : expanded ? '- ' : '+ '}${label}${count === null ? '' : ` ${count}`}`,
  );

describe('sideRows', () => {
  it('lists library, projects and sources with their counts', () => {
    expect(shape(rows())).toEqual([
      ' - Library',
      '*  All threads 4',
      '   Active 3',
      '   Archived 1',
      ' - Projects',
      '   + loom 2',
      '   solo 1',
      '   plain 1',
      ' - Sources',
      '   CLI 2',
      '   Exec 1',
      '   atlas 1',
    ]);
  });

  it('opens repositories and closes sections, and tells directories of one name apart', () => {
    const opened = new Map([
      ['repo:h/x/loom', true],
      ['section:library', false],
      ['section:sources', false],
    ]);
    expect(shape(rows({}, opened))).toEqual([
      ' + Library',
      ' - Projects',
      '   - loom 2',
      '     a/loom 1',
      '     b/loom 1',
      '   solo 1',
      '   plain 1',
      ' + Sources',
    ]);
  });

  it('marks what is chosen, keeps it in sight, and counts the rest under it', () => {
    const chosen = shape(rows({ project: 'dir:/w/b/loom', source: ['cli'] }));
    expect(chosen).toContain('*    b/loom 1');
    expect(chosen).toContain('*  CLI 1');
    expect(chosen).toContain('   All threads 4');
    expect(chosen).toContain('   Active 0');
  });

  it('keeps a chosen source that no thread has any more', () => {
    expect(shape(rows({ source: ['custom:gone'] }))).toContain('*  gone 0');
  });

  it('says what a click does', () => {
    const choose = (label: string, filters: Partial<Filters> = {}) =>
      rows(filters).find((row) => row.label === label)?.choose;
    expect(choose('Archived', { state: ['fork', 'active'] })).toEqual({ state: ['fork', 'archived'] });
    expect(choose('solo')).toEqual({ project: 'repo:h/x/solo' });
    expect(choose('solo', { project: 'repo:h/x/solo' })).toEqual({ project: null });
    expect(choose('Exec', { source: ['cli'] })).toEqual({ source: ['cli', 'exec'] });
    expect(choose('All threads', { state: ['fork', 'active'], project: 'dir:/x', source: ['cli'] })).toEqual({
      project: null,
      source: [],
      state: ['fork'],
    });
  });

  it('gives every row an id of its own', () => {
    const ids = rows({}, new Map([['repo:h/x/loom', true]])).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
