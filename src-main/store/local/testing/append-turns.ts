import { createParams, resumeParams, turnItems } from '../../conformance/live-threads';
import { sampleId } from '../../conformance/sample-threads';
import { createLocalThreadStore } from '../local-thread-store';

/** Goes on with a thread, or makes it, and appends turns without end; tells the number of each once it is durable. */
const [, , home = '', first = '1'] = process.argv;
const store = await createLocalThreadStore({ home, dataDir: null, env: {}, live: false });
if (!store.live) throw new Error('no live writers');
const threadId = sampleId(1);
await store.live
  .resumeThread(resumeParams(1))
  .catch(() => store.live?.createThread(createParams(1, 'paginated')));
for (let n = Number(first); ; n += 1) {
  const prompt = `Prompt ${n} ${'x'.repeat((n % 7) * 20_000)}`;
  await store.live.appendItems({ threadId, items: turnItems(1, `turn-${n}`, prompt, 'paginated') });
  process.stdout.write(`${n}\n`);
}
