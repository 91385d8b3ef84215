import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HomeDescription } from '../../contracts/model/home';
import { StoreError } from '../errors';
import type { ThreadStore } from '../thread-store';
import type { Bin, StoreEvent } from '../types';
import { classifyFileError } from './classify-error';
import { createLocalBranching, type LocalBranching } from './branching/local-branching';
import { createDecodedCache } from './codec/decoded-cache';
import type { DecodeLimits } from './codec/decode-zstd';
import { readCodexConfig } from './config/codex-config';
import { createLocalMetadata } from './edits/local-metadata';
import { createLocalShelf } from './edits/local-shelf';
import { openEditing } from './edits/open-editing';
import { runPrimitive } from './edits/run-primitive';
import { databaseState, homeState } from './home/describe-home';
import { type FileSystem, nodeFileSystem } from './home/file-system';
import { createHomeFiles } from './home/home-files';
import { homeKey } from './home/home-key';
import { openIndex } from './index/open-index';
import { createThreadDirectory } from './listing/thread-directory';
import { LiveThreads } from './live/live-threads';
import { newRecorder, resumedRecorder } from './live/open-recorder';
import { syncPath } from './live/sync-path';
import { createThreadLocks } from './locks/thread-locks';
import { createNameIndex } from './name-index/name-index';
import { createDiskCatalog } from './rollouts/disk-catalog';
import { createRolloutReader } from './rollouts/rollout-reader';
import { createWrittenFiles } from './rollouts/written-files';
import { createBackgroundScans } from './scan/background-scans';
import { ScanGate } from './scan/scan-gate';
import { createScanner } from './scan/scanner';
import { openScratchFolder } from './scratch-folder';
import { createStateDb, stateFileName } from './state-db/state-db';
import { createCodexDatabases } from './steps/codex-databases';
import { createGitHistory } from './threads/git-history';
import { OpenThreads } from './threads/open-threads';
import { createTurnCounts } from './threads/turn-counts';
import { WholeReads } from './threads/whole-reads';
import { WindowReads } from './threads/window-reads';
import { createHomeWatcher } from './watcher/home-watcher';
import { createNameIndexLock } from './write/name-index-lock';
import { createHomeWriter } from './write/home-writer';
import { createLockFiles } from './write/lock-files';
import type { WriteSystem } from './write/write-system';

export interface LocalStoreOptions {
  /** The Codex home; need not exist. Reading writes nothing below it. */
  home: string;
  /** Skein's own folder for the index and copies; null: in memory and the system's temporary folder. */
  dataDir: string | null;
  /** Tells where the databases lie (CODEX_SQLITE_HOME, HOME). */
  env: NodeJS.ProcessEnv;
  /** Follow changes of the home and scan all files in the background. Off: each list waits until it is complete. */
  live: boolean;
  isDemo?: boolean;
  decodeLimits?: DecodeLimits;
  /** For tests: file-system calls that fail. */
  fileSystem?: FileSystem;
  /** For tests: writes to the home that fail. */
  writeSystem?: WriteSystem;
  /** For tests: how long a write waits for another program that holds a database, in ms. */
  databaseWaitMs?: number;
}

const firstLookMs = 500;
const maxObstacles = 100;

/** The store over the files of one Codex home. */
export async function createLocalThreadStore(options: LocalStoreOptions): Promise<ThreadStore> {
  const { live, env, isDemo = false, fileSystem: fs = nodeFileSystem } = options;
  const root = resolve(options.home);
  const scratch = await openScratchFolder(options.dataDir);
  const config = await readCodexConfig(root, env, fs);
  const home = createHomeFiles(root, fs);
  const realRoot = await fs.realpath(root).catch(() => root);
  const index = await openIndex(scratch.lasting ? join(scratch.path, 'index') : null, realRoot);
  const cache = createDecodedCache(join(scratch.path, 'decoded'));
  const reader = createRolloutReader(home, cache, options.decodeLimits);
  const catalog = createDiskCatalog(home, reader, index);
  const gate = new ScanGate();
  const scanner = createScanner({
    ...{ reader, index, gate },
    onScanned: (file, stored) => catalog.scanned(file, stored),
  });
  const databaseAccess = { copies: join(scratch.path, 'copies'), fs };
  const stateDb = createStateDb(config.sqliteHome, databaseAccess);
  const databases = createCodexDatabases(config.sqliteHome, databaseAccess, options.databaseWaitMs);
  const names = createNameIndex(home);
  const turnCounts = createTurnCounts({ catalog, index, gate, onError: report });
  const directory = createThreadDirectory({
    ...{ catalog, stateDb, names, turnCounts },
    defaultProvider: config.modelProvider,
  });

  const locks = createThreadLocks(createLockFiles(root, options.writeSystem));
  const writer = createHomeWriter(root, options.writeSystem);
  const written = createWrittenFiles(catalog);
  const recording = {
    ...{ home, writer, reader, catalog, directory, stateDb },
    takeFork: (forkId: string, fork: { threadId: string; cwd: string }) => branching.takeFork(forkId, fork),
  };
  const liveThreads = new LiveThreads({
    locks,
    create: (params) => newRecorder(params, recording),
    resume: (params) => resumedRecorder(params, recording),
    onWritten: (_threadId, file) => written.add(join(root, file)),
    syncPath: (threadId, file) =>
      syncPath(threadId, join(root, file), {
        ...{ home, stateDb },
        database: join(config.sqliteHome, stateFileName),
      }).catch(report),
  });

  const listeners = new Set<(event: StoreEvent) => void>();
  const emit = (event: StoreEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const threads = new OpenThreads({ ...{ index, catalog, scanner, directory } }, emit);
  const branchingParts = { root, index, reader, threads, directory, databases };
  const editing = await openEditing({
    ...{ files: home, reader, writer, databases, catalog, directory, stateDb, scanner, locks, emit },
    nameLock: createNameIndexLock(root, options.writeSystem),
    branching: branchingParts,
    folder: scratch.lasting ? join(scratch.path, 'edits', homeKey(realRoot)) : null,
    scratch: scratch.path,
  });
  const branching: LocalBranching = createLocalBranching({
    ...branchingParts,
    withLock: (threadId, work) => locks.withThreadLocks([threadId], work),
    perform: (threadId, steps) => runPrimitive(editing, threadId, steps),
  });
  const windowReads = new WindowReads({ index, reader, threads });
  const wholeReads = new WholeReads({ index, reader, catalog, threads });
  const background =
    live && !index.inMemory
      ? createBackgroundScans({
          ...{ catalog, scanner },
          // Without a lasting index the work would only fill the memory.
          isWanted: () => !index.inMemory,
          onProgress: (done, total) => emit({ type: 'index-progress', done, total }),
          onError: report,
        })
      : null;

  catalog.onChange(({ threadIds }) => {
    emit({ type: 'threads-changed', threadIds });
    if (!live) return;
    threads.filesChanged(threadIds).catch(report);
    background?.start();
  });
  turnCounts.onChange((threadIds) => emit({ type: 'threads-changed', threadIds }));
  const watcher = live
    ? createHomeWatcher({
        ...{ home, catalog },
        besides: [...new Set([root, resolve(config.sqliteHome)])],
        onBeside: () => void besidesChanged().catch(report),
        hot: () => threads.folders(),
        onError: report,
      })
    : null;
  catalog
    .settled()
    .then(() => background?.start())
    .then(() => (live ? editing.watch() : undefined))
    .catch(report);

  let seenNames: unknown = null;
  /** Titles and names change without any rollout changing. */
  async function besidesChanged(): Promise<void> {
    const { names: now } = await names.read();
    const renamed = seenNames !== null && seenNames !== now;
    seenNames = now;
    if (!renamed && !(await stateDb.changed())) return;
    emit({ type: 'threads-changed', threadIds: null });
    await editing.watch();
  }

  /** On a first look at a home nothing is in the index yet: a small one is worth waiting for, a big one fills up. */
  let hasLooked = false;
  async function firstLook(): Promise<void> {
    if (hasLooked) return;
    if (catalog.files().length === 0) await catalog.listed();
    if (!catalog.files().every((file) => file.headRead)) {
      await Promise.race([catalog.settled(), sleep(firstLookMs, undefined, { ref: false })]);
    }
    hasLooked = true;
  }

  /** What goes wrong behind everybody's back; what is wrong with a file is told where the file is shown. */
  function report(error: unknown): void {
    if (!closing && !(error instanceof StoreError)) process.emitWarning(error as Error);
  }

  function call<Params, Result>(
    work: (params: Params) => Promise<Result>,
  ): (params: Params) => Promise<Result> {
    return async (params) => {
      if (closing) throw new StoreError('store_unavailable', 'The store is closed.');
      try {
        return await gate.foreground(async () => {
          await written.lookedAt();
          return work(params);
        });
      } catch (error) {
        throw classifyFileError(error, root);
      }
    };
  }

  /** Like `call`, for what does not read and therefore need not wait for a look at what was written. */
  function write<Params, Result>(
    work: (params: Params) => Promise<Result>,
  ): (params: Params) => Promise<Result> {
    return async (params) => {
      if (closing) throw new StoreError('store_unavailable', 'The store is closed.');
      try {
        return await work(params);
      } catch (error) {
        throw classifyFileError(error, root);
      }
    };
  }

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    listeners.clear();
    await liveThreads.close();
    watcher?.close();
    background?.close();
    turnCounts.close();
    threads.close();
    catalog.close();
    await scanner.close();
    await catalog.settled().catch(() => {});
    await reader.close();
    editing.close();
    index.close();
    await scratch.close();
  }

  const readThread: ThreadStore['readThread'] = async (params) => {
    const files = await wholeReads.describeFiles(params.threadId);
    const { summary } = await directory.read(params);
    const { segments, damage, turnCount } = files;
    return { ...summary, segments, damage, turnCount: turnCount ?? summary.turnCount };
  };
  const metadata = createLocalMetadata({ editing, live: liveThreads, readThread });
  const shelf = createLocalShelf({ editing, locks, readThread, isReserved: branching.isReserved });
  const edits = editing.editing;

  return {
    describeHome: call<void, HomeDescription>(async () => {
      const state = await homeState(fs, root);
      const reading = await stateDb.read();
      if (state.state === 'ready' && catalog.files().length === 0) await catalog.listed();
      const rows = reading.state === 'ok' ? reading.snapshot.rows.size : 0;
      const obstacles = catalog.obstacles();
      const hasNothing = rows === 0 && catalog.files().length === 0 && obstacles.length === 0;
      return {
        path: root,
        ...state,
        // A home whose folders cannot be read is not empty.
        ...(state.state === 'ready' && hasNothing && { state: 'empty' as const }),
        ...databaseState(root, config.sqliteHome, reading),
        isDemo,
        ...(obstacles.length > 0 && { obstacles: obstacles.slice(0, maxObstacles) }),
      };
    }),
    listThreads: call(async (params) => {
      if (live) await firstLook();
      else {
        await catalog.settled();
        // Asks for the numbers of turns that the index can tell.
        await directory.list(params);
        await turnCounts.settled();
      }
      return directory.list(params);
    }),
    readThread: call(readThread),
    listTurns: call((params) => wholeReads.listTurns(params)),
    outline: call((params) => windowReads.outline(params)),
    items: call((params) => windowReads.items(params)),
    text: call((params) => windowReads.text(params)),
    media: call((params) => windowReads.media(params)),
    record: call((params) => windowReads.record(params)),
    find: call((params) => windowReads.find(params)),
    gitHistory: call(createGitHistory({ index, directory, threads })),
    replayUsage: call((params) => wholeReads.replayUsage(params)),
    check: call((params) => wholeReads.check(params)),
    live: {
      createThread: write(liveThreads.createThread),
      resumeThread: call(liveThreads.resumeThread),
      appendItems: write(liveThreads.appendItems),
      persistThread: write(liveThreads.persistThread),
      flushThread: write(liveThreads.flushThread),
      shutdownThread: write(liveThreads.shutdownThread),
      discardThread: write(liveThreads.discardThread),
    },
    metadata: { updateThreadMetadata: call(metadata.updateThreadMetadata) },
    shelf: {
      archiveThread: write(shelf.archiveThread),
      unarchiveThread: call(shelf.unarchiveThread),
      deleteThread: write(shelf.deleteThread),
    },
    branching: {
      prepareFork: call(branching.prepareFork),
      releaseFork: write(branching.releaseFork),
      revertThread: call(branching.revertThread),
    },
    edits: {
      plan: call(edits.plan),
      entries: write(edits.entries),
      apply: write(edits.apply),
      drop: write(edits.drop),
      journal: write(edits.journal),
      batch: write(edits.batch),
      writer: write(edits.writer),
      bin: write<void, Bin>(edits.bin),
      emptyBin: write<void, Bin>(edits.emptyBin),
      readDraft: write(edits.readDraft),
      saveDraft: write(edits.saveDraft),
    },
    subscribe(listener) {
      listeners.add(listener);
      queueMicrotask(editing.tellRecovered);
      return () => listeners.delete(listener);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
