import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Thread } from '../../../contracts/model/thread';
import { recordedHome, unpackHome } from '../../../fixtures/corpus';
import {
  editRequest,
  type EditOutcome,
  type EditPlan,
  type EditRequest,
} from '../../../contracts/model/edit';
import type { Editing, ThreadStore } from '../../thread-store';
import { createLocalThreadStore, type LocalStoreOptions } from '../local-thread-store';
import { type HomeContent, homeContent } from './home-content';

/** A copy of a home that a test edits, and the store over it. */
export interface EditedHome {
  readonly path: string;
  readonly dataDir: string;
  readonly store: ThreadStore;
  readonly edits: Editing;
  plan(request: EditRequest): Promise<EditPlan>;
  /** Plans and applies. */
  edit(request: EditRequest): Promise<EditOutcome>;
  thread(threadId: string): Promise<Thread>;
  content(withTimes?: boolean): Promise<HomeContent>;
  /** As after a restart of Skein, with other options if given. */
  reopen(options?: Partial<LocalStoreOptions>): Promise<void>;
}

/** @param source a name of a recorded home, or the folder of a home to copy */
export async function editedHome(
  source: string,
  options: Partial<LocalStoreOptions> = {},
): Promise<EditedHome> {
  const root = await mkdtemp(join(tmpdir(), 'skein-edits-'));
  const path = join(root, '.codex');
  if (source.startsWith('/')) await cp(source, path, { recursive: true, preserveTimestamps: true });
  else {
    const { path: unpacked, remove } = await unpackHome(recordedHome(source));
    await cp(unpacked, path, { recursive: true, preserveTimestamps: true });
    await remove();
  }
  const dataDir = join(root, 'data');
  const open = (more: Partial<LocalStoreOptions> = {}) =>
    createLocalThreadStore({ home: path, dataDir, env: {}, live: false, ...more });
  let store = await open(options);
  onTestFinished(async () => {
    await store.close();
    await rm(root, { recursive: true, force: true });
  });
  const edits = (): Editing => {
    if (!store.edits) throw new Error('the local store cannot edit');
    return store.edits;
  };
  const plan = (request: EditRequest) => edits().plan({ request: editRequest.parse(request) });
  return {
    path,
    dataDir,
    get store() {
      return store;
    },
    get edits() {
      return edits();
    },
    plan,
    edit: async (request) => edits().apply({ planId: (await plan(request)).planId }),
    thread: (threadId) => store.readThread({ threadId, includeArchived: true }),
    content: (withTimes) => homeContent(path, withTimes),
    async reopen(more) {
      await store.close();
      store = await open(more);
    },
  };
}

/** All threads of a store, oldest first. */
export async function allThreads({ store }: Pick<EditedHome, 'store'>): Promise<Thread[]> {
  const { data } = await store.listThreads({ sortKey: 'created_at', sortDirection: 'asc' });
  return data;
}
