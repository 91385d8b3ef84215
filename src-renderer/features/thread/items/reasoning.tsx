import type { ThreadItem } from '@contracts/model/item';
import { Brain } from 'lucide-react';
import { MarkdownText } from '../markdown/markdown-text';
import { MoreText } from '../text/more-text';
import { useClippedText } from '../text/use-clipped-text';
import { Disclosure } from './disclosure';
import styles from './items.module.css';
import { NoteLine } from './note-line';
import { stringsOf } from './read-value';

type ReasoningItem = Extract<ThreadItem, { type: 'reasoning' }>;

/** What the model wrote to itself: one line, the whole on demand. */
export function Reasoning({ item }: { item: ReasoningItem }) {
  const summary = stringsOf(item.summary);
  const content = stringsOf(item.content);
  const parts = [
    ...summary.map((text, nth) => ({ text, pointer: `/summary/${nth}` })),
    ...content.map((text, nth) => ({ text, pointer: `/content/${nth}` })),
  ];
  if (parts.length === 0) return <NoteLine icon={Brain}>Reasoning, encrypted</NoteLine>;
  return (
    <Disclosure summary={`Reasoning: ${headline(parts[0]?.text ?? '')}`}>
      {parts.map(({ text, pointer }) => (
        <ReasoningPart key={pointer} start={text} pointer={pointer} />
      ))}
    </Disclosure>
  );
}

function ReasoningPart({ start, pointer }: { start: string; pointer: string }) {
  const clipped = useClippedText(pointer, start);
  return (
    <div className={styles.section}>
      <MarkdownText text={clipped.text} />
      <MoreText of={clipped} />
    </div>
  );
}

/** The first line without the stars that summaries begin with. */
function headline(text: string): string {
  return (text.trimStart().split('\n', 1)[0] ?? '').replace(/^\*\*(.*?)\*\*/, '$1').slice(0, 200);
}
