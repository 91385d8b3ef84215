import { dirname } from 'node:path';
import type { RolloutIndex } from '../index/rollout-index';
import type { DiskCatalog } from '../rollouts/disk-catalog';
import type { RolloutFile } from '../rollouts/catalog';
import type { Priority } from '../scan/scan-gate';
import type { Scanner } from '../scan/scanner';
import { type InvolvedFiles, involvedFiles } from './involved-files';
import { type ThreadView, ThreadViews } from './thread-view';

export interface OpenThreadParts {
  index: RolloutIndex;
  catalog: DiskCatalog;
  scanner: Scanner;
}

/** A thread that somebody looks at: its files are found once and kept up to date. */
export class OpenThread {
  readonly threadId: string;
  readonly #parts: OpenThreadParts;
  readonly #views: ThreadViews;
  #files: InvolvedFiles;
  #work: Promise<void> | null = null;
  /** The view that listeners were last told of. */
  told: ThreadView | null = null;

  private constructor(threadId: string, files: InvolvedFiles, parts: OpenThreadParts) {
    this.threadId = threadId;
    this.#files = files;
    this.#parts = parts;
    this.#views = new ThreadViews(parts.index);
  }

  static async open(threadId: string, current: RolloutFile, parts: OpenThreadParts): Promise<OpenThread> {
    return new OpenThread(threadId, await findFiles(threadId, current, parts.catalog), parts);
  }

  get files(): InvolvedFiles {
    return this.#files;
  }

  view(): ThreadView {
    return this.#views.view(this.#files);
  }

  /** Looks for the thread's files again. */
  async locate(current: RolloutFile): Promise<void> {
    this.#files = await findFiles(this.threadId, current, this.#parts.catalog);
  }

  /** Scans what is new in the thread's files, oldest first. Calls at the same time share the work. */
  bringUp(priority: Priority): Promise<void> {
    this.#work ??= this.#scanAll(priority).finally(() => {
      this.#work = null;
    });
    return this.#work;
  }

  /** Resolves when the first screen can be answered: some turns, or the end of the thread. */
  async firstScreen(turns: number, patienceMs: number): Promise<void> {
    let result: { error?: unknown } | null = null;
    // Who does not wait for the end meets its error at the next call.
    const work = this.bringUp('foreground').then(
      () => {
        result = {};
      },
      (error: unknown) => {
        result = { error };
      },
    );
    await this.#verify();
    const until = performance.now() + patienceMs;
    while (!result) {
      const { composed, complete } = this.view();
      if (complete || composed.turns.length >= turns) return;
      if (composed.turns.length > 0 && performance.now() >= until) return;
      const progress = this.#nextProgress();
      await Promise.race([work, progress.promise]);
      progress.stop();
    }
    const { error } = result as { error?: unknown };
    if (error !== undefined) throw error;
  }

  /** What the index holds of each file belongs to what the file holds now. */
  async #verify(): Promise<void> {
    for (const file of this.#files.all) {
      const run = this.#parts.scanner.scan(file, 'foreground');
      await run.verified;
      // The rest waits for its turn; a view shows nothing of files behind an unfinished one anyway.
      if (!this.#parts.index.scan(file.file)?.complete) return;
    }
  }

  async #scanAll(priority: Priority): Promise<void> {
    for (const file of this.#files.all) {
      const damage = await this.#parts.scanner.scan(file, priority).done;
      if (damage?.reason === 'unreadable') await this.#lookFor(file);
    }
  }

  /** A file that is gone under its name may have been archived, compressed or brought back. */
  async #lookFor(file: RolloutFile): Promise<void> {
    const { catalog } = this.#parts;
    await catalog.refreshFolders([dirname(file.path)]);
    if (!catalog.files().some((one) => one.file === file.file)) await catalog.refresh();
  }

  /** Whether a file is one of the thread's. */
  involves(file: RolloutFile): boolean {
    return this.#files.all.some((own) => own.file === file.file);
  }

  #nextProgress(): { promise: Promise<void>; stop: () => void } {
    let stop = (): void => {};
    const promise = new Promise<void>((resolve) => {
      stop = this.#parts.scanner.onProgress((file) => {
        if (this.involves(file)) resolve();
      });
    });
    return { promise, stop };
  }
}

/** Heads that were not read yet, on a first look at a big home, are read now. */
async function findFiles(
  threadId: string,
  current: RolloutFile,
  catalog: DiskCatalog,
): Promise<InvolvedFiles> {
  const looked = new Set<string>();
  for (;;) {
    const files = involvedFiles(threadId, await catalog.look(current), catalog);
    const unread = [...files.all, ...catalog.ofThread(threadId)].find(
      ({ headRead, file }) => !headRead && !looked.has(file),
    );
    if (!unread) return files;
    looked.add(unread.file);
    await catalog.look(unread);
  }
}
