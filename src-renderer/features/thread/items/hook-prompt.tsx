import type { ThreadItem } from '@contracts/model/item';
import { PlainText } from '../text/plain-text';
import { Disclosure } from './disclosure';
import { objectsOf, stringOf } from './read-value';

/** Text that a hook put into the turn. */
export function HookPrompt({ item }: { item: Extract<ThreadItem, { type: 'hookPrompt' }> }) {
  const texts = objectsOf(item.fragments).map((fragment) => stringOf(fragment.text));
  return (
    <Disclosure summary={`Hook prompt: ${(texts[0] ?? '').slice(0, 120)}`}>
      <PlainText text={texts.join('\n\n')} />
    </Disclosure>
  );
}
