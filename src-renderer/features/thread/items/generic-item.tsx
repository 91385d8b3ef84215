import type { ThreadItem } from '@contracts/model/item';
import { FileJson } from 'lucide-react';
import { jsonText, JsonView } from '../../raw/json-view';
import { PlainText } from '../text/plain-text';
import { useItemScope } from './item-scope';
import styles from './items.module.css';
import { stringOf } from './read-value';
import { ToolCard } from './tool-card';

interface Props {
  item: ThreadItem;
  /** Why the item has no view of its own. */
  reason?: string;
}

/** What this version has no view for: its kind and its JSON. */
export function GenericItem({ item, reason = 'kind not known to this version' }: Props) {
  const { openRaw } = useItemScope();
  const {
    type,
    id: _id,
    provenance: _provenance,
    clips: _clips,
    derived: _derived,
    ...fields
  } = item as ThreadItem & Record<string, unknown>;
  const kind = type === 'unknownRecord' ? stringOf(fields.recordType) : type;
  return (
    <ToolCard
      icon={FileJson}
      verb="Record"
      title={<PlainText text={kind} inline />}
      code
      status="completed"
      result={reason}
    >
      <JsonView text={jsonText(type === 'unknownRecord' ? (fields.raw ?? null) : fields)} />
      <button type="button" className={styles.rawButton} onClick={openRaw}>
        Raw record
      </button>
    </ToolCard>
  );
}
