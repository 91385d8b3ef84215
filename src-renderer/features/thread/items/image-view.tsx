import type { ThreadItem } from '@contracts/model/item';
import { Image } from 'lucide-react';
import { CodeText } from './code-text';
import { NoteLine } from './note-line';

/** An image file that the agent looked at; only its path is recorded. */
export function ImageView({ item }: { item: Extract<ThreadItem, { type: 'imageView' }> }) {
  return (
    <NoteLine icon={Image}>
      Looked at image <CodeText text={item.path} />
    </NoteLine>
  );
}
