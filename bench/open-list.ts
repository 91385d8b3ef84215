import { createLocalThreadStore } from '../src-main/store/local/local-thread-store';

/** `open-list.ts HOME DATA-FOLDER LIMIT`: opens the list as the window does and prints `{"ms": ...}` until its first page is there. */
const [home = '', dataDir = '', limit = '100'] = process.argv.slice(2);

const start = performance.now();
const store = await createLocalThreadStore({ home, dataDir, env: process.env, live: true });
const { data } = await store.listThreads({
  archived: false,
  sortKey: 'created_at',
  sortDirection: 'desc',
  limit: Number(limit),
});
const ms = performance.now() - start;
if (data.length !== Number(limit)) throw new Error(`only ${data.length} threads were listed`);
await store.close();
console.log(JSON.stringify({ ms }));
