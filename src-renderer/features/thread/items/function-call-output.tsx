import type { ThreadItem } from '@contracts/model/item';
import { CornerDownLeft } from 'lucide-react';
import { jsonText, JsonView } from '../../raw/json-view';
import { AnsiOutput } from '../ansi/ansi-output';
import { PlainText } from '../text/plain-text';
import { objectsOf } from './read-value';
import { ToolCard } from './tool-card';
import { ToolOutput } from './tool-output';

type FunctionCallOutputItem = Extract<ThreadItem, { type: 'functionCallOutput' }>;

/** What a function answered, where the call itself is no item. */
export function FunctionCallOutput({ item }: { item: FunctionCallOutputItem }) {
  const { output } = item;
  return (
    <ToolCard
      icon={CornerDownLeft}
      verb="Output of"
      title={<PlainText text={item.namespace ? `${item.namespace} › ${item.name}` : item.name} inline />}
      code
      status="completed"
    >
      {typeof output === 'string' ? (
        <AnsiOutput start={output} pointer="/output" />
      ) : Array.isArray(output) ? (
        <ToolOutput parts={objectsOf(output)} pointer="/output" />
      ) : (
        <JsonView text={jsonText(output)} />
      )}
    </ToolCard>
  );
}
