import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../../../../package.json';
import { StoreError } from '../../errors';
import type { Editing } from '../../thread-store';
import type { StoreEvent } from '../../types';
import { createBin } from '../bin/bin';
import { createBinRows } from '../bin/bin-rows';
import type { BranchingParts } from '../branching/branch-source';
import type { HomeFiles } from '../home/home-files';
import { createJournal } from '../journal/journal';
import { openJournalDatabase } from '../journal/open-journal-database';
import type { ThreadDirectory } from '../listing/thread-directory';
import type { ThreadLocks } from '../locks/thread-locks';
import type { DiskCatalog } from '../rollouts/disk-catalog';
import type { RolloutReader } from '../rollouts/rollout-reader';
import type { Scanner } from '../scan/scanner';
import type { StateDb } from '../state-db/state-db';
import type { CodexDatabases } from '../steps/codex-databases';
import type { Step } from '../steps/step';
import type { StepPlaces } from '../steps/step-work';
import type { HomeWriter } from '../write/home-writer';
import type { NameIndexLock } from '../write/name-index-lock';
import { createEditor } from './editor';
import { filesOfSteps } from './files-of-steps';
import type { SourceParts } from './plan-sources';
import { createPlanners } from './planners';
import { findPutBack } from './put-back-watch';
import { type Recovered, recoverJournal } from './recover-journal';
import { unique } from './unique';

export interface EditingParts {
  files: HomeFiles;
  reader: RolloutReader;
  writer: HomeWriter;
  nameLock: NameIndexLock;
  databases: CodexDatabases;
  catalog: DiskCatalog;
  directory: ThreadDirectory;
  stateDb: StateDb;
  scanner: Scanner;
  locks: ThreadLocks;
  branching: BranchingParts;
  /** Skein's own folder for this home; null: nothing outlasts the process. */
  folder: string | null;
  /** For the bin where `folder` is null. */
  scratch: string;
  emit(event: StoreEvent): void;
  now?: () => Date;
}

/** Edits of one home, and what the writing primitives of the store share with them. */
export interface EditingHandle {
  editing: Editing;
  sourceParts: SourceParts;
  /** Steps were done, or tried: their places are looked at again, and whoever listens is told. */
  onSteps(threadIds: readonly string[], steps: readonly Step[]): Promise<void>;
  /** What a crash had interrupted and was ended at the start; tells it once. */
  tellRecovered(): void;
  /** The state database or the name index changed: maybe somebody put an edited value back. */
  watch(): Promise<void>;
  close(): void;
}

/** How long the list may take to tell what a scan found. */
const toldMs = 1000;

/**
 * Opens the journal and ends what a crash interrupted. A journal that cannot be used does not keep anybody from reading:
 * then each edit is refused with the reason.
 */
export async function openEditing(parts: EditingParts): Promise<EditingHandle> {
  const { catalog, directory, stateDb, scanner, locks, emit, folder, now = () => new Date() } = parts;
  let failure: StoreError | null = null;
  const path = folder === null ? null : join(folder, 'journal.sqlite');
  const db = await openJournalDatabase(path).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
    failure = error;
    return openJournalDatabase(null);
  });
  const journal = createJournal(db);
  const bin = createBin(
    join(failure === null && folder !== null ? folder : parts.scratch, 'bin'),
    createBinRows(db),
  );
  const { files, reader, writer, databases, nameLock } = parts;
  const places: StepPlaces = { files, reader, writer, databases, nameLock, bin };
  const sourceParts: SourceParts = { catalog, directory, stateDb, places, journal, now };

  async function onSteps(threadIds: readonly string[], steps: readonly Step[]): Promise<void> {
    const folders = filesOfSteps(steps).map((file) => dirname(join(files.root, file)));
    await catalog.refreshFolders(unique(folders.filter((one) => one !== files.root)));
    const reading = await stateDb.read();
    const rows = reading.state === 'ok' ? reading.snapshot.rows : null;
    await rescan(threadIds.filter((threadId) => !rows?.has(threadId)));
    emit({ type: 'threads-changed', threadIds: unique(threadIds) });
  }

  /** Without a row the list tells what was read from the file: the end of a file is only known from a scan. */
  async function rescan(threadIds: readonly string[]): Promise<void> {
    const changed = threadIds
      .flatMap((threadId) => catalog.ofThread(threadId))
      .filter((file) => !file.scanned);
    if (changed.length === 0) return;
    const told = new Promise<void>((resolve) => {
      const stop = catalog.onChange(() => {
        stop();
        resolve();
      });
    });
    for (const file of changed) await scanner.scan(file, 'foreground').done;
    // Nothing else may keep the process alive meanwhile: a timer that did not would end a command line here.
    const bound = new AbortController();
    await Promise.race([told, sleep(toldMs, undefined, { signal: bound.signal }).catch(() => undefined)]);
    bound.abort();
  }

  let recovered: Recovered = { batchIds: [], threadIds: [], steps: [] };
  if (failure === null && journal.begun().length > 0) {
    recovered = await recoverJournal({ journal, locks, places });
  }

  const by = `${userName()}, Skein ${version}`;
  const planners = createPlanners(parts.branching);
  const editing = createEditor({ ...sourceParts, planners, locks, bin, by, emit, onSteps });
  return {
    editing: failure === null ? editing : refusing(editing, failure),
    sourceParts,
    onSteps,
    tellRecovered() {
      const { batchIds } = recovered;
      recovered = { batchIds: [], threadIds: [], steps: [] };
      if (batchIds.length > 0) emit({ type: 'journal-changed', reason: 'recovered', batchIds });
    },
    async watch() {
      const batchIds = await findPutBack({ journal, directory, now });
      if (batchIds.length > 0) emit({ type: 'journal-changed', reason: 'put-back', batchIds });
    },
    close: () => journal.close(),
  };
}

/** The same capability where every call tells why nothing can be edited. */
function refusing(editing: Editing, failure: StoreError): Editing {
  const refuse = async (): Promise<never> => {
    throw new StoreError(failure.code, failure.message, failure.detail);
  };
  return {
    ...{ plan: refuse, entries: refuse, apply: refuse, drop: refuse, journal: refuse, batch: refuse },
    ...{ bin: refuse, emptyBin: refuse, readDraft: refuse, saveDraft: refuse, writer: editing.writer },
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
