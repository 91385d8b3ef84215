import { describe, expect, it } from 'vitest';
import { describeFilters } from './describe-filters';
import { facetOptions, facetSummary } from './facet-options';
import { noFilters } from './filters';

describe('facetOptions', () => {
  it('lists what is most used first and keeps what is chosen', () => {
    const counts = new Map([
      ['main', 2],
      ['', 5],
      ['dev', 2],
    ]);
    expect(facetOptions('branch', counts, { ...noFilters, branch: ['gone'] })).toEqual([
      { value: '', label: 'No branch', count: 5 },
      { value: 'dev', label: 'dev', count: 2 },
      { value: 'main', label: 'main', count: 2 },
      { value: 'gone', label: 'gone', count: 0 },
    ]);
  });

  it('keeps states and sources in their own order, states always all', () => {
    const states = facetOptions('state', new Map([['damaged', 9]]), noFilters);
    expect(states.map(({ label, count }) => `${label} ${count}`)).toEqual([
      'Active 0',
      'Archived 0',
      'Fork 0',
      'Sub-agent 0',
      'Review 0',
      'Damaged 9',
      'Hidden in Codex 0',
      'Compressed 0',
      'Old format 0',
    ]);
    const counts = new Map([
      ['custom:atlas', 50],
      ['exec', 1],
      ['cli', 1],
    ]);
    expect(facetOptions('source', counts, noFilters).map(({ label }) => label)).toEqual([
      'CLI',
      'Exec',
      'atlas',
    ]);
  });
});

describe('facetSummary', () => {
  it('names one value and counts the rest', () => {
    expect(facetSummary('state', noFilters)).toBeNull();
    expect(facetSummary('state', { ...noFilters, state: ['hidden'] })).toBe('Hidden in Codex');
    expect(facetSummary('branch', { ...noFilters, branch: ['', 'a', 'b'] })).toBe('No branch +2');
  });
});

describe('describeFilters', () => {
  it('names every filter that is set', () => {
    const filters = {
      ...noFilters,
      text: ' loom ',
      project: 'dir:/w/loom',
      date: { kind: 'days7' } as const,
      source: ['cli', 'custom:atlas'],
      state: ['archived'] as const,
    };
    expect(describeFilters(filters, [])).toEqual([
      { label: 'Text', value: '“loom”' },
      { label: 'Project', value: '/w/loom' },
      { label: 'Date', value: 'Last 7 days' },
      { label: 'Source', value: 'CLI, atlas' },
      { label: 'State', value: 'Archived' },
    ]);
    expect(describeFilters(noFilters, [])).toEqual([]);
  });
});
