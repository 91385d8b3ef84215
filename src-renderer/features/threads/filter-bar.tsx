import { DateOptions } from './date-options';
import { rangeLabel } from './date-range';
import { facetOptions, facetSummary } from './facet-options';
import styles from './filter-bar.module.css';
import { FilterPill } from './filter-pill';
import { type Facet, facets, toggleValue } from './filters';
import { OptionList } from './option-list';
import { useThreads } from './threads-model';

const labels: Record<Facet, string> = {
  branch: 'Branch',
  model: 'Model',
  provider: 'Provider',
  source: 'Source',
  state: 'State',
};

/** The filters of the list, always in sight. */
export function FilterBar() {
  const { filters, changeFilters, counts } = useThreads();
  return (
    <div className={styles.bar} role="group" aria-label="Filters">
      <FilterPill
        label="Date"
        value={filters.date && rangeLabel(filters.date)}
        onClear={() => changeFilters({ date: null })}
      >
        <DateOptions value={filters.date} onChange={(date) => changeFilters({ date })} />
      </FilterPill>
      {facets.map((facet) => (
        <FilterPill
          key={facet}
          label={labels[facet]}
          value={facetSummary(facet, filters)}
          onClear={() => changeFilters({ [facet]: [] })}
        >
          <OptionList
            label={labels[facet]}
            options={facetOptions(facet, counts.facets[facet], filters)}
            chosen={filters[facet]}
            onToggle={(value) => changeFilters({ [facet]: toggleValue(filters, facet, value)[facet] })}
          />
        </FilterPill>
      ))}
    </div>
  );
}
