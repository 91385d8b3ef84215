// Interim until the local store is there: an empty home, so that the window can be opened and built against.
import type { ThreadStore } from '../store/thread-store';
import { StoreError } from '../store/errors';
import { ownPort } from './own-port';
import type { StoreProcessOptions } from './protocol';
import { serveStore } from './serve-store';

const { home } = JSON.parse(process.argv[2] ?? '') as StoreProcessOptions;
const missing = async () => {
  throw new StoreError('thread_not_found', 'There is no store yet.');
};
const store: ThreadStore = {
  describeHome: async () => ({
    path: home,
    state: 'empty',
    errno: null,
    sqliteHome: null,
    stateDatabase: 'absent',
    schemaVersion: null,
    isDemo: false,
  }),
  listThreads: async () => ({ data: [], nextCursor: null, refreshing: false }),
  readThread: missing,
  listTurns: missing,
  outline: missing,
  items: missing,
  text: missing,
  media: missing,
  record: missing,
  replayUsage: missing,
  check: missing,
  subscribe: () => () => undefined,
  close: async () => undefined,
};
await serveStore(Promise.resolve(store), ownPort(), () => process.exit());
