import type { ThreadItem } from '@contracts/model/item';
import { ArrowRight } from 'lucide-react';
import { MarkdownText } from '../markdown/markdown-text';
import { MoreText } from '../text/more-text';
import { useClippedText } from '../text/use-clipped-text';
import { CodeText } from './code-text';
import { DerivedMark } from './derived-mark';
import styles from './items.module.css';

type InterAgentMessageItem = Extract<ThreadItem, { type: 'interAgentMessage' }>;

/** A message between agents. */
export function InterAgentMessage({ item }: { item: InterAgentMessageItem }) {
  const clipped = useClippedText('/text', item.text);
  return (
    <div className={styles.review}>
      <span className={styles.label}>
        <CodeText text={item.author} /> <ArrowRight size={11} aria-label="to" />{' '}
        <CodeText text={item.recipient} /> <DerivedMark />
      </span>
      <MarkdownText text={clipped.text} />
      <MoreText of={clipped} />
    </div>
  );
}
