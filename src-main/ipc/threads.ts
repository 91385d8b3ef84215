import type { threadChannels } from '../contracts/threads';
import type { ThreadManager } from '../threads/thread-manager';
import type { HandlersOf } from './register';
import { withShortPreview } from './short-preview';

/** Reading threads: each channel is one call of the manager. */
export function threadHandlers(manager: ThreadManager): HandlersOf<typeof threadChannels> {
  return {
    'threads:list': async (input) => {
      const page = await manager.list(input);
      return { ...page, data: page.data.map(withShortPreview) };
    },
    'threads:read': async ({ threadId }) => withShortPreview(await manager.read(threadId)),
    'threads:outline': (input) => manager.outline(input),
    'threads:items': (input) => manager.items(input),
    'threads:text': (input) => manager.text(input),
    'threads:record': (input) => manager.record(input),
    'threads:find': (input) => manager.find(input),
  };
}
