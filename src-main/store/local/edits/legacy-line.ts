import { rolloutLine, type WrittenItem } from '../../../history/write/rollout-line';
import { StoreError } from '../../errors';
import { wholeHeader } from '../branching/records-in';
import { bytesAt, fileAt } from '../steps/home-place';
import type { StepOf } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import type { ThreadFacts } from './thread-facts';

const newline = 0x0a;

/** The step that appends lines to the end that a file has now. */
export async function appendStep(
  places: StepPlaces,
  file: string,
  lines: readonly string[],
): Promise<StepOf<'append-lines'>> {
  const there = await fileAt(places.files, file);
  const at = there?.size ?? 0;
  const last = await bytesAt(places.files, file, Math.max(0, at - 1), at);
  const newlineFirst = last.length > 0 && last[0] !== newline;
  return { kind: 'append-lines', file, at, newlineFirst, lines, ...(there && { mtimeMs: there.mtimeMs }) };
}

/** The first session_meta of a thread's current file, whole. `conflict` when it is another thread's. */
export async function ownHeader(
  { threadId, current }: ThreadFacts,
  { reader }: StepPlaces,
): Promise<Record<string, unknown>> {
  const header = current && (await wholeHeader(reader, current));
  if (header?.id !== threadId) throw new StoreError('conflict', 'rollout session metadata id mismatch');
  return header;
}

/** One line of a legacy rollout, as it is written now. */
export function legacyLine(item: WrittenItem, now: Date): string {
  return rolloutLine(item, now.toISOString(), null);
}
