import type { ThreadItem } from '../../../contracts/model/item';
import { turnOutline } from '../../../history/turn-view';
import { StoreError } from '../../errors';
import type * as t from '../../types';
import { classifyFileError } from '../classify-error';
import { resolvePointer } from '../../slicing/json-pointer';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutReader } from '../rollouts/rollout-reader';
import { findItems } from './find-items';
import { ItemBuilder } from './item-builder';
import { placedSketches } from './item-places';
import type { OpenThread } from './open-thread';
import type { OpenThreads } from './open-threads';
import { readMedia } from '../../slicing/read-media';
import { readRecord } from '../../slicing/read-record';
import { readItems } from './thread-items';
import type { ThreadView } from './thread-view';

/** Turns that fill the first screen, and how long a reader waits for them. */
const screenTurns = 30;
const patienceMs = 50;
/** Built items kept for the next slice of a long string, and the size from which keeping one pays. */
const keptItems = 4;

export interface WindowReadParts {
  index: RolloutIndex;
  reader: RolloutReader;
  threads: OpenThreads;
}

/** What a window asks for: small answers, in any order, while a scan may still be going on. */
export class WindowReads {
  readonly #parts: WindowReadParts;
  readonly #kept = new Map<string, ThreadItem>();

  constructor(parts: WindowReadParts) {
    this.#parts = parts;
  }

  async outline({ threadId, from = 0, limit = 500 }: t.OutlineParams): Promise<t.Outline> {
    const thread = await this.#parts.threads.locate(threadId);
    if (!thread) return { ...nothing, from };
    await thread.firstScreen(from + screenTurns, patienceMs);
    const view = thread.view();
    thread.told ??= view;
    const { turns, itemCount } = view.composed;
    return {
      revision: view.revision,
      turns: turns.slice(from, from + limit).map(turnOutline),
      from,
      turnCount: turns.length,
      itemCount,
      complete: view.complete,
      scannedBytes: view.scannedBytes,
      totalBytes: view.totalBytes,
    };
  }

  async items({ threadId, revision, from, count }: t.ItemsParams): Promise<t.ItemsPage> {
    const { thread, view } = await this.#view(threadId, revision);
    return this.#orStale(thread, async () => ({
      revision,
      items: view ? await readItems(this.#parts, view, { from, count }) : [],
    }));
  }

  async text({ threadId, revision, index, pointer, from, count }: t.TextParams): Promise<t.TextSlice> {
    const value = resolvePointer(await this.#item(threadId, revision, index), pointer);
    if (value === undefined) throw new StoreError('invalid_request', `nothing at ${pointer}`);
    // Lists and objects that were cut are told by their JSON text.
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return { text: text.slice(from, from + count), length: text.length };
  }

  async find({ threadId, revision, text, from = 0 }: t.FindParams): Promise<t.FoundItems> {
    const { thread, view } = await this.#view(threadId, revision);
    return this.#orStale(thread, async () => {
      const found = view ? await findItems(this.#parts, view, text, from) : { hits: [], next: null };
      return { revision, ...found };
    });
  }

  async media({ threadId, revision, index, pointer }: t.MediaParams): Promise<t.Media> {
    const value = resolvePointer(await this.#item(threadId, revision, index), pointer);
    if (typeof value !== 'string') throw new StoreError('invalid_request', `no string at ${pointer}`);
    return readMedia(value);
  }

  async record({ threadId, record, from = 0, count = 65_536 }: t.RecordParams): Promise<t.RecordSlice> {
    const thread = await this.#parts.threads.get(threadId);
    const file = thread?.files.all.find((one) => one.rolloutId === record.rolloutId);
    if (!file)
      throw new StoreError('invalid_request', `${record.rolloutId} is no file of thread ${threadId}`);
    try {
      const bytes = await this.#parts.reader.open(file.path);
      try {
        return { ...(await readRecord(bytes, record, from, count)), file: file.file };
      } finally {
        await bytes.close();
      }
    } catch (error) {
      throw classifyFileError(error, file.file);
    }
  }

  async #view(
    threadId: string,
    revision: string,
  ): Promise<{ thread: OpenThread | null; view: ThreadView | null }> {
    const thread = await this.#parts.threads.get(threadId);
    const view = thread?.view() ?? null;
    if ((view?.revision ?? nothing.revision) !== revision) throw stale();
    return { thread, view };
  }

  async #item(threadId: string, revision: string, index: number): Promise<ThreadItem> {
    const { thread, view } = await this.#view(threadId, revision);
    const key = `${threadId} ${revision} ${index}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const [place] = view ? placedSketches(this.#parts.index, view, index, 1) : [];
    if (!place) throw new StoreError('invalid_request', `no item ${index}`);
    return this.#orStale(thread, async () => {
      const builder = new ItemBuilder(this.#parts);
      try {
        const [item] = await builder.build([place]);
        if (!item) throw new StoreError('internal', `item ${index} was not built`);
        this.#kept.set(key, item);
        for (const oldest of [...this.#kept.keys()].slice(0, -keptItems)) this.#kept.delete(oldest);
        return item;
      } finally {
        await builder.close();
      }
    });
  }

  /** A file that turns out to be another one is scanned again, so that asking again helps. */
  async #orStale<Result>(thread: OpenThread | null, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreError && error.code === 'stale') await thread?.bringUp('foreground');
      throw error;
    }
  }
}

/** A thread of which no file is left. */
const nothing = {
  revision: 'none',
  turns: [],
  turnCount: 0,
  itemCount: 0,
  complete: true,
  scannedBytes: 0,
  totalBytes: 0,
};

function stale(): StoreError {
  return new StoreError('stale', 'The thread changed: ask for its outline again.');
}
