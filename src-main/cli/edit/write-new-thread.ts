import type { EditOutcome } from '../../contracts/model/edit';
import type { CommandContext } from '../command';
import { printableJson } from '../printable';
import { readUnlessGone } from './run-edit';

/** Writes `"thread":..` with the thread that an edit made; null when it made none. */
export async function writeNewThread(
  { manager, out }: CommandContext,
  { newThreadId }: EditOutcome,
): Promise<void> {
  const thread = newThreadId === null ? null : await readUnlessGone(manager, newThreadId);
  await out.write(`"thread":${printableJson(thread)}`);
}
