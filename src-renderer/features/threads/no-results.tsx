import { SearchX } from 'lucide-react';
import { Button } from '../../ui/button';
import { StateView } from '../../ui/state-view';
import { describeFilters } from './describe-filters';
import styles from './no-results.module.css';
import { useThreads } from './threads-model';

/** Where no thread passes: which filters are to blame, and the way out. */
export function NoResults() {
  const { filters, projects, clearFilters } = useThreads();
  return (
    <StateView
      icon={SearchX}
      title="No thread fits"
      actions={<Button onClick={clearFilters}>Clear filters</Button>}
    >
      <ul className={styles.filters} aria-label="Filters that are set">
        {describeFilters(filters, projects).map(({ label, value }) => (
          <li key={label}>
            <span className={styles.label}>{label}</span> {value}
          </li>
        ))}
      </ul>
    </StateView>
  );
}
