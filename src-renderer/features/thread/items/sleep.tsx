import type { ThreadItem } from '@contracts/model/item';
import { Moon } from 'lucide-react';
import { formatDuration } from '../text/format-duration';
import { NoteLine } from './note-line';

/** A pause that the agent took. */
export function Sleep({ item }: { item: Extract<ThreadItem, { type: 'sleep' }> }) {
  return <NoteLine icon={Moon}>Waited {formatDuration(item.durationMs)}</NoteLine>;
}
