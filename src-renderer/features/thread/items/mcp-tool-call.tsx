import type { ThreadItem } from '@contracts/model/item';
import { Plug } from 'lucide-react';
import { jsonText, JsonView } from '../../raw/json-view';
import { PlainText } from '../text/plain-text';
import { Facts } from './facts';
import styles from './items.module.css';
import { objectsOf, stringOf } from './read-value';
import { ToolCard } from './tool-card';
import { ToolOutput } from './tool-output';

type McpToolCallItem = Extract<ThreadItem, { type: 'mcpToolCall' }>;

/** A call of a tool of an MCP server. */
export function McpToolCall({ item }: { item: McpToolCallItem }) {
  const error = stringOf(item.error?.message);
  return (
    <ToolCard
      icon={Plug}
      verb="Called"
      title={<PlainText text={`${item.server} › ${item.tool}`} inline />}
      code
      status={item.status}
      durationMs={item.durationMs}
    >
      {error && (
        <p className={styles.error}>
          <PlainText text={error} />
        </p>
      )}
      <Facts
        of={[
          [
            'only reads',
            item.readOnlyHint === null || item.readOnlyHint === undefined ? null : yesOrNo(item.readOnlyHint),
          ],
        ]}
      />
      <span className={styles.label}>Arguments</span>
      <JsonView text={jsonText(item.arguments ?? null)} />
      {item.result && (
        <>
          <span className={styles.label}>Result</span>
          <ToolOutput parts={objectsOf(item.result.content)} pointer="/result/content" />
          {item.result.structuredContent != null && (
            <JsonView text={jsonText(item.result.structuredContent)} />
          )}
        </>
      )}
    </ToolCard>
  );
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
