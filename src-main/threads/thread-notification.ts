import type { Thread } from '../contracts/model/thread';
import type { ThreadTokenUsage } from '../contracts/model/usage';

/** What the manager tells of threads, named as the app-server names it. */
export type ThreadNotification =
  | { type: 'thread/started'; thread: Thread }
  | { type: 'thread/tokenUsage/updated'; threadId: string; turnId: string; tokenUsage: ThreadTokenUsage }
  | { type: 'thread/name/updated'; threadId: string; threadName: string | null }
  | { type: 'thread/archived' | 'thread/unarchived' | 'thread/deleted'; threadId: string }
  | { type: 'thread/reverted'; threadId: string };

/**
 * Hands an answer over to whoever asked; what follows from it is told only when that is done. Must not wait for anything else of
 * the manager: nothing that changes the list of threads goes on meanwhile.
 */
export type Deliver<Answer> = (answer: Answer) => void | Promise<void>;

/** Hands an answer over, then tells what follows: everybody, also when whoever asked is gone meanwhile. */
export async function answer<Answer>(
  deliver: Deliver<Answer>,
  value: Answer,
  follow: () => void | Promise<void>,
): Promise<void> {
  try {
    await deliver(value);
  } finally {
    await follow();
  }
}
