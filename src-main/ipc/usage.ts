import type { usageChannels } from '../contracts/usage';
import type { ThreadManager } from '../threads/thread-manager';
import type { HandlersOf } from './register';

/** Token usage as Codex would replay it. */
export function usageHandlers(manager: ThreadManager): HandlersOf<typeof usageChannels> {
  return { 'usage:replay': ({ threadId }) => manager.replayUsage(threadId) };
}
