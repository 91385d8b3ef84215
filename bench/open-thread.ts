import { createLocalThreadStore } from '../src-main/store/local/local-thread-store';

/**
 * `open-thread.ts HOME DATA-FOLDER THREAD screen|end`: opens a thread as the window does and prints `{"ms": ...}`
 * until the facts, the outline and the items of its first screen are there, or until it is scanned to its end.
 */
const [home = '', dataDir = '', threadId = '', until] = process.argv.slice(2);
const screenful = 50;

const start = performance.now();
const store = await createLocalThreadStore({ home, dataDir, env: process.env, live: true });
await store.readThread({ threadId, includeArchived: true });
let outline = await store.outline({ threadId, from: 0, limit: 500 });
while (outline.itemCount === 0 && !outline.complete)
  outline = await store.outline({ threadId, from: 0, limit: 500 });
const count = Math.min(screenful, outline.itemCount);
const { items } = await store.items({ threadId, revision: outline.revision, from: 0, count });
if (items.length !== count) throw new Error('the screen is not whole');
if (until === 'end') {
  while (!outline.complete) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    outline = await store.outline({ threadId, from: 0, limit: 1 });
  }
}
const ms = performance.now() - start;
await store.close();
console.log(
  JSON.stringify({ ms, items: items.length, turns: outline.turnCount, complete: outline.complete }),
);
