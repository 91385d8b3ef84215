import { setTimeout as sleep } from 'node:timers/promises';
import type { ThreadItem } from '../../../contracts/model/item';
import type { RecordRef } from '../../../contracts/model/record';
import { buildItem } from '../../../history/build-item';
import { parseRecord } from '../../../history/parse-record';
import type { ItemSketch, RolloutRecord } from '../../../history/types';
import { StoreError } from '../../errors';
import { classifyFileError } from '../classify-error';
import type { RolloutIndex } from '../index/rollout-index';
import type { RolloutFile } from '../rollouts/catalog';
import type { RolloutBytes, RolloutReader } from '../rollouts/rollout-reader';
import { mayHold } from '../scan/continues';

export interface BuildableItem {
  file: RolloutFile;
  sketch: ItemSketch;
}

/** Records closer together than this are read in one go. */
const maxGap = 16 * 1024;
const maxRead = 2 ** 20;
const appendMs = 20;

/**
 * Builds items from the records that their sketches name. Files stay open until `close`.
 *
 * `stale` when a record is no longer where it was: the file was changed underneath.
 */
export class ItemBuilder {
  readonly #reader: RolloutReader;
  readonly #index: RolloutIndex;
  readonly #open = new Map<string, Promise<RolloutBytes>>();

  constructor({ reader, index }: { reader: RolloutReader; index: RolloutIndex }) {
    this.#reader = reader;
    this.#index = index;
  }

  /** Builds in order; give it no more than may be in memory at once. */
  async build(items: readonly BuildableItem[]): Promise<ThreadItem[]> {
    const records = new Map<RolloutFile, Map<number, RolloutRecord>>();
    for (const file of new Set(items.map((item) => item.file))) {
      const refs = items.filter((item) => item.file === file).flatMap(({ sketch }) => sketch.records);
      try {
        records.set(file, await this.#read(file, refs));
      } catch (error) {
        throw classifyFileError(error, file.file);
      }
    }
    return items.map(({ file, sketch }) => {
      const found = records.get(file);
      return buildItem(
        sketch,
        sketch.records.flatMap((ref) => found?.get(ref.offset) ?? []),
      );
    });
  }

  async close(): Promise<void> {
    for (const opened of this.#open.values()) {
      const bytes = await opened.catch(() => null);
      await bytes?.close();
    }
    this.#open.clear();
  }

  async #read(file: RolloutFile, refs: readonly RecordRef[]): Promise<Map<number, RolloutRecord>> {
    const bytes = await this.#bytes(file);
    const records = new Map<number, RolloutRecord>();
    for (const group of groupsOf(refs)) {
      const [first, last] = [group[0], group.at(-1)];
      if (!first || !last) continue;
      const buffer = new Uint8Array(last.offset + last.length - first.offset);
      const read = await bytes.read(buffer, first.offset);
      for (const ref of group) {
        const start = ref.offset - first.offset;
        const place = { firstLine: ref.offset === 0, bare: file.head?.dialect === 'bare' };
        const parsed = parseRecord(buffer.subarray(start, Math.min(read, start + ref.length)), place);
        if (parsed.kind !== 'record') {
          throw changed(file, ref.offset);
        }
        records.set(ref.offset, parsed.record);
      }
    }
    return records;
  }

  #bytes(file: RolloutFile): Promise<RolloutBytes> {
    let opened = this.#open.get(file.path);
    if (!opened) {
      opened = this.#opened(file);
      this.#open.set(file.path, opened);
    }
    return opened;
  }

  async #opened(file: RolloutFile): Promise<RolloutBytes> {
    for (let attempt = 1; ; attempt += 1) {
      // Asked before: a scan may be further in a growing file than it was when it is opened here.
      const seen = this.#index.scan(file.file)?.seen;
      const bytes = await this.#reader.open(file.path);
      if (seen && mayHold(seen, bytes.identity)) return bytes;
      await bytes.close();
      // While something is appended, a file has its new time for a moment, but not yet its new size.
      if (seen?.inode !== bytes.identity.inode || attempt === 3) throw changed(file, 0);
      await sleep(appendMs);
    }
  }
}

function changed(file: RolloutFile, offset: number): StoreError {
  return new StoreError('stale', 'The rollout was changed.', { file: file.file, offset });
}

/** Neighbouring records together, each once, in file order. */
function groupsOf(refs: readonly RecordRef[]): RecordRef[][] {
  const ordered = [...new Map(refs.map((ref) => [ref.offset, ref])).values()].sort(
    (a, b) => a.offset - b.offset,
  );
  const groups: RecordRef[][] = [];
  for (const ref of ordered) {
    const group = groups.at(-1);
    const first = group?.[0];
    const last = group?.at(-1);
    const fits =
      first &&
      last &&
      ref.offset - (last.offset + last.length) <= maxGap &&
      ref.offset + ref.length - first.offset <= maxRead;
    if (group && fits) group.push(ref);
    else groups.push([ref]);
  }
  return groups;
}
