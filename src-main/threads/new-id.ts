import { newThreadId } from '../history/write/new-thread-id';

/** A fresh id, as Codex makes them for threads and turns. */
export function newId(now: number = Date.now()): string {
  return newThreadId(now, crypto.getRandomValues(new Uint8Array(10)));
}
