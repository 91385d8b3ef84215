import { useItemScope } from './item-scope';
import styles from './items.module.css';

const explanation =
  'Derived: Skein rebuilt this from records that Codex itself does not show as an item. The raw view has them.';

/** A small word on what the app-server would not show. */
export function DerivedMark() {
  const { item } = useItemScope();
  if (!item.derived) return null;
  return (
    <span className={styles.derived} title={explanation}>
      derived
    </span>
  );
}
