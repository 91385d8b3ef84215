import { rangeLabel } from './date-range';
import { facetLabel } from './facet-options';
import { type Filters, facets } from './filters';
import type { Project } from './project-tree';

const labels = {
  branch: 'Branch',
  model: 'Model',
  provider: 'Provider',
  source: 'Source',
  state: 'State',
} as const;

/** The filters that are set, in words. */
export function describeFilters(
  filters: Filters,
  projects: readonly Project[],
): { label: string; value: string }[] {
  const { text, project, date } = filters;
  const name = projects.find(({ key }) => key === project)?.name ?? project?.slice(project.indexOf(':') + 1);
  return [
    ...(text.trim() ? [{ label: 'Text', value: `“${text.trim()}”` }] : []),
    ...(project !== null ? [{ label: 'Project', value: name ?? '' }] : []),
    ...(date ? [{ label: 'Date', value: rangeLabel(date) }] : []),
    ...facets.flatMap((facet) => {
      const values = filters[facet].map((value) => facetLabel(facet, value));
      return values.length > 0 ? [{ label: labels[facet], value: values.join(', ') }] : [];
    }),
  ];
}
