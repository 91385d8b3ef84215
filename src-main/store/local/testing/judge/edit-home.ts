import type { ParsedEditRequest } from '../../../../contracts/model/edit';
import { createLocalThreadStore } from '../../local-thread-store';

/** Plans an edit of a home and applies it, as the window and the command line do. Gives the thread that it made, if any. */
export async function editHome(home: string, request: ParsedEditRequest): Promise<string | null> {
  const store = await createLocalThreadStore({ home, dataDir: null, env: {}, live: false });
  try {
    if (!store.edits) throw new Error('the local store cannot edit');
    const { planId, entries } = await store.edits.plan({ request });
    const refused = entries.flatMap(({ problems }) => problems.filter((one) => one.severity === 'refused'));
    if (refused[0]) throw new Error(`refused: ${refused[0].message}`);
    const { failures, newThreadId } = await store.edits.apply({ planId });
    if (failures[0]) throw new Error(`failed: ${failures[0].error.message}`);
    return newThreadId;
  } finally {
    await store.close();
  }
}
