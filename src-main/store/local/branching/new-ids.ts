import { randomBytes } from 'node:crypto';
import { newThreadId } from '../../../history/write/new-thread-id';

/** A new id of a thread, turn, item or window. */
export function newId(at: Date): string {
  return newThreadId(at.getTime(), randomBytes(10));
}
