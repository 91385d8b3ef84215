import type { ThreadItem } from '@contracts/model/item';
import { Wrench } from 'lucide-react';
import { jsonText, JsonView } from '../../raw/json-view';
import { PlainText } from '../text/plain-text';
import { toolArguments } from './tool-arguments';
import styles from './items.module.css';
import { objectsOf } from './read-value';
import { ToolCard } from './tool-card';
import { ToolOutput } from './tool-output';

type DynamicToolCallItem = Extract<ThreadItem, { type: 'dynamicToolCall' }>;

/** A call of a tool that the client or the program brought along. */
export function DynamicToolCall({ item }: { item: DynamicToolCallItem }) {
  const name = item.namespace ? `${item.namespace} › ${item.tool}` : item.tool;
  return (
    <ToolCard
      icon={Wrench}
      verb="Called"
      title={<PlainText text={`${name} ${toolArguments(item.arguments)}`} inline />}
      code
      status={item.success === false && item.status === 'completed' ? 'failed' : item.status}
      durationMs={item.durationMs}
    >
      <span className={styles.label}>Arguments</span>
      <JsonView
        text={typeof item.arguments === 'string' ? item.arguments : jsonText(item.arguments ?? null)}
      />
      <span className={styles.label}>Output</span>
      {item.contentItems ? (
        <ToolOutput parts={objectsOf(item.contentItems)} pointer="/contentItems" />
      ) : (
        <p className={styles.label}>not recorded</p>
      )}
    </ToolCard>
  );
}
