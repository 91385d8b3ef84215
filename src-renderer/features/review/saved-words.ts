import type { DraftState } from './draft-keeper';

/** How far a draft is kept, in a word or two. */
export function savedWords({ saving, savedAtMs, error }: DraftState): string {
  if (saving === 'failed') return `Not saved: ${error ?? 'unknown'}. It is tried again.`;
  if (saving === 'waiting') return 'Saving …';
  if (savedAtMs === null) return '';
  const at = new Date(savedAtMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `Saved ${two(at.getHours())}:${two(at.getMinutes())}`;
}
