import type { ThreadItem } from '@contracts/model/item';
import { objectsOf, stringOf } from './read-value';

/** The text of a message as one would copy it; null for items that are none. */
export function messageText(item: ThreadItem): string | null {
  switch (item.type) {
    case 'userMessage':
      return objectsOf(item.content)
        .map((input) => stringOf(input.text))
        .filter(Boolean)
        .join('\n\n');
    case 'agentMessage':
    case 'plan':
      return stringOf(item.text);
    case 'exitedReviewMode':
      return stringOf(item.review);
    default:
      return null;
  }
}
