import { join } from 'node:path';
import { createLocalThreadStore } from '../store/local/local-thread-store';
import { ownPort } from './own-port';
import type { StoreProcessOptions } from './protocol';
import { serveStore } from './serve-store';

// The store process: one local store of one home, until its owner closes it or goes away.
const { home, isDemo, dataFolder } = JSON.parse(process.argv[2] ?? '') as StoreProcessOptions;
const opening = createLocalThreadStore({
  home,
  isDemo,
  dataDir: join(dataFolder, 'store'),
  env: process.env,
  live: true,
});
// A store that does not open ends the process with its error; whoever supervises it decides what then.
await serveStore(opening, ownPort(), () => process.exit());
