import { type EditRequest, editRequest } from '../../../contracts/model/edit';
import { createLocalThreadStore } from '../local-thread-store';
import { randomFrom } from './random-from';

/**
 * Edits the threads of a home, one small edit after the other, until it is killed; tells `ready`, and a line for each
 * edit when it is done.
 */
const [, , home = '', dataDir = '', seed = '1'] = process.argv;
const random = randomFrom(Number(seed));
const say = (text: string) => process.stdout.write(`${text}\n`);

const store = await createLocalThreadStore({ home, dataDir, env: {}, live: false });
const { edits } = store;
if (!edits) throw new Error('the local store cannot edit');
say('ready');
for (let n = 0; ; n += 1) {
  const request = await nextRequest(n);
  const { planId, counts } = await edits.plan({ request: editRequest.parse(request) });
  const { changed, failed } = counts.changing > 0 ? await edits.apply({ planId }) : { changed: 0, failed: 0 };
  say(`${request.kind} ${changed} ${failed}`);
}

async function nextRequest(n: number): Promise<EditRequest> {
  const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  const pick = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.floor(random() * values.length)];
  const active = data.filter(({ archived }) => !archived);
  const archived = data.filter((thread) => thread.archived);
  const thread = pick(active) ?? data[0];
  const threadIds = [thread?.id ?? ''];
  const mark = `${seed}-${n}`;
  switch (pick(['git', 'git', 'name', 'memory-mode', 'archive', 'unarchive', 'delete', 'undo', 'undo'])) {
    case 'git':
      return { kind: 'git', threadIds, change: { branch: mark, originUrl: `https://e.org/${mark}.git` } };
    case 'name':
      return { kind: 'name', threadId: thread?.id ?? '', name: mark };
    case 'memory-mode':
      return { kind: 'memory-mode', threadIds, memoryMode: random() < 0.5 ? 'enabled' : 'disabled' };
    case 'archive':
      return { kind: 'archive', threadIds };
    case 'unarchive':
      return { kind: 'unarchive', threadIds: [pick(archived)?.id ?? threadIds[0] ?? ''] };
    case 'delete':
      // Some have to be left for the other edits.
      if (data.length > 4) return { kind: 'delete', threadIds };
      return { kind: 'git', threadIds, change: { sha: null } };
    default: {
      const { batches } = (await edits?.journal({ from: 0, count: 5 })) ?? { batches: [] };
      const batch = pick(batches.filter(({ state }) => state === 'applied' || state === 'interrupted'));
      if (!batch) return { kind: 'git', threadIds, change: { branch: mark } };
      return { kind: 'undo', batchId: batch.batchId };
    }
  }
}
