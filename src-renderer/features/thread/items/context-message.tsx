import type { ThreadItem } from '@contracts/model/item';
import { shortCount } from '../../../ui/format';
import { MoreText } from '../text/more-text';
import { PlainText } from '../text/plain-text';
import { clipAt, useClippedText } from '../text/use-clipped-text';
import { Disclosure } from './disclosure';
import { stringsOf } from './read-value';

type ContextMessageItem = Extract<ThreadItem, { type: 'contextMessage' }>;

/** Instructions and context that the program gave to the model: long, seldom read, but seen by the model. */
export function ContextMessage({ item }: { item: ContextMessageItem }) {
  const clipped = useClippedText('/text', item.text);
  const length = clipAt(item.clips, '/text')?.length ?? item.text.length;
  const kinds = stringsOf(item.kinds).map(kindName).join(', ');
  return (
    <Disclosure
      quiet
      summary={`Context, ${item.role}: ${kinds || 'text'} · ${shortCount(length)} characters`}
    >
      <PlainText text={clipped.text} />
      <MoreText of={clipped} />
    </Disclosure>
  );
}

/** `environments.environment_context` as `environment context`, `permissions.instructions` as it reads. */
function kindName(kind: string): string {
  const name = kind.endsWith('.instructions') ? kind : kind.replace(/^[a-z_]+\./, '');
  return name.replace(/[._]/g, ' ');
}
