import { describe, expect, it } from 'vitest';
import { aThread } from '../../test/a-thread';
import { countFacets } from './facet-counts';
import { type Filters, filterThreads, isUnfiltered, noFilters, toggleValue } from './filters';
import { indexThreads } from './thread-index';

const now = new Date(2026, 10, 22, 12);
const at = (day: number) => new Date(2026, 10, day, 10).getTime();
const git = (branch: string | null, originUrl: string | null = null) => ({ sha: null, branch, originUrl });

const threads = [
  aThread({
    id: 'a',
    name: 'Fix the Loom',
    preview: 'p',
    gitInfo: git('main', 'git@h:x/loom.git'),
    cwd: '/w/loom',
    recencyAtMs: at(22),
  }),
  aThread({
    id: 'b',
    preview: 'Weave ÄTHER',
    gitInfo: git('feat/weave', 'git@h:x/loom.git'),
    cwd: '/w/loom2/',
    model: null,
    recencyAtMs: at(20),
  }),
  aThread({
    id: 'c',
    preview: 'say hi',
    gitInfo: null,
    cwd: '/w/loom2',
    archived: true,
    source: 'exec',
    recencyAtMs: at(1),
  }),
  aThread({
    id: 'd',
    preview: 'say bye',
    gitInfo: git(null),
    cwd: '/plain',
    modelProvider: 'mock',
    forkedFromId: 'a',
    archived: true,
    recencyAtMs: null,
    recencyAt: null,
    updatedAt: 0,
    updatedAtMs: null,
  }),
];
const entries = indexThreads(threads);
const ids = (filters: Partial<Filters>) =>
  filterThreads(entries, { ...noFilters, ...filters }, now)
    .map(({ thread }) => thread.id)
    .join('');

describe('filterThreads', () => {
  it.each<[Partial<Filters>, string]>([
    [{}, 'abcd'],
    [{ text: 'loom' }, 'abc'],
    [{ text: '  FIX   loom ' }, 'a'],
    [{ text: 'äther' }, 'b'],
    [{ text: 'feat/' }, 'b'],
    [{ text: '/plain' }, 'd'],
    [{ text: 'loom bye' }, ''],
    [{ branch: ['main'] }, 'a'],
    [{ branch: ['main', ''] }, 'acd'],
    [{ model: [''] }, 'b'],
    [{ provider: ['mock'] }, 'd'],
    [{ source: ['exec'] }, 'c'],
    [{ state: ['archived'] }, 'cd'],
    [{ state: ['archived', 'fork'] }, 'd'],
    [{ state: ['active'] }, 'ab'],
    [{ date: { kind: 'today' } }, 'a'],
    [{ date: { kind: 'days7' } }, 'ab'],
    [{ date: { kind: 'custom', from: null, to: null } }, 'abc'],
    [{ project: 'dir:/plain' }, 'd'],
    [{ project: 'dir:/w/loom2' }, 'bc'],
    [{ project: 'repo:h/x/loom' }, 'abc'],
    [{ project: 'repo:gone' }, ''],
    [{ source: ['exec'], state: ['active'] }, ''],
  ])('%o leaves %s', (filters, left) => {
    expect(ids(filters)).toBe(left);
  });

  it('knows when nothing is filtered', () => {
    expect(isUnfiltered({ ...noFilters, text: '  ' })).toBe(true);
    expect(isUnfiltered({ ...noFilters, branch: [''] })).toBe(false);
  });
});

describe('indexThreads', () => {
  it('lets a directory lend its repository only when its threads agree on one', () => {
    const two = indexThreads([
      aThread({ cwd: '/w', gitInfo: git(null, 'git@h:x/a.git') }),
      aThread({ cwd: '/w', gitInfo: git(null, 'git@h:x/b.git') }),
      aThread({ cwd: '/w', gitInfo: null }),
    ]);
    expect(two.map(({ repository }) => repository?.name)).toEqual(['a', 'b', undefined]);
  });
});

describe('toggleValue', () => {
  it('adds and takes away', () => {
    const one = toggleValue(noFilters, 'branch', 'main');
    expect(one.branch).toEqual(['main']);
    expect(toggleValue(one, 'branch', 'main')).toEqual(noFilters);
  });

  it('wants either active or archived threads', () => {
    const archived = toggleValue(toggleValue(noFilters, 'state', 'fork'), 'state', 'archived');
    expect(toggleValue(archived, 'state', 'active').state).toEqual(['fork', 'active']);
  });
});

describe('countFacets', () => {
  it('counts what each value would leave, given the other filters', () => {
    const counts = countFacets(entries, { ...noFilters, state: ['archived'], source: ['exec'] }, now);
    expect(counts.shown).toBe(1);
    expect(Object.fromEntries(counts.facets.source)).toEqual({ exec: 1, cli: 1 });
    expect(Object.fromEntries(counts.facets.state)).toEqual({ archived: 1 });
    expect(counts.shelves).toEqual({ active: 0, archived: 1 });
    expect(Object.fromEntries(counts.projects)).toEqual({ 'repo:h/x/loom': 1, 'dir:/w/loom2': 1 });
  });

  it('agrees with the list itself, whatever is filtered', () => {
    const filters: Partial<Filters>[] = [
      {},
      { text: 'say' },
      { text: 'loom', source: ['cli'] },
      { state: ['archived'], branch: [''] },
      { project: 'repo:h/x/loom', state: ['active'] },
    ];
    for (const chosen of filters) {
      const full = { ...noFilters, ...chosen };
      const counts = countFacets(entries, full, now);
      expect(counts.shown).toBe(filterThreads(entries, full, now).length);
      expect(counts.all).toBe(4);
      for (const facet of ['branch', 'model', 'provider', 'source'] as const)
        for (const [value, count] of counts.facets[facet])
          expect(filterThreads(entries, { ...full, [facet]: [value] }, now)).toHaveLength(count);
      for (const [value, count] of counts.facets.state)
        expect(
          filterThreads(entries, { ...full, state: [...full.state, value as 'fork'] }, now),
        ).toHaveLength(count);
      const others = full.state.filter((state) => state !== 'active' && state !== 'archived');
      for (const shelf of ['active', 'archived'] as const)
        expect(filterThreads(entries, { ...full, state: [...others, shelf] }, now)).toHaveLength(
          counts.shelves[shelf],
        );
      for (const [project, count] of counts.projects)
        expect(filterThreads(entries, { ...full, project }, now)).toHaveLength(count);
    }
  });
});
