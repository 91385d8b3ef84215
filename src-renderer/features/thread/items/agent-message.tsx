import type { ThreadItem } from '@contracts/model/item';
import { MarkdownText } from '../markdown/markdown-text';
import { MoreText } from '../text/more-text';
import { PlainText } from '../text/plain-text';
import { useClippedText } from '../text/use-clipped-text';
import { DerivedMark } from './derived-mark';
import styles from './items.module.css';
import { objectsOf, stringOf, stringsOf } from './read-value';

type AgentMessageItem = Extract<ThreadItem, { type: 'agentMessage' }>;

/** What the agent said. Commentary on the way is quieter than an answer. */
export function AgentMessage({ item }: { item: AgentMessageItem }) {
  const clipped = useClippedText('/text', item.text);
  const questions = objectsOf(item.questions);
  return (
    <div className={styles.message} data-phase={item.phase ?? undefined}>
      <DerivedMark />
      {item.text === '' && <span className={styles.label}>Empty message</span>}
      <MarkdownText text={clipped.text} />
      <MoreText of={clipped} />
      {questions.length > 0 && (
        <ul>
          {questions.map((question, nth) => (
            <li key={nth}>
              <PlainText text={stringOf(question.title)} inline />
              {stringsOf(question.options).length > 0 && ` (${stringsOf(question.options).join(' / ')})`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
