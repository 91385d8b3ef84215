import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParsedEditRequest } from '../../../contracts/model/edit';
import type { BranchingParts } from '../branching/branch-source';
import { createForkPlanner } from '../branching/fork-planner';
import { createReviewPlanner } from '../branching/review-planner';
import { createRevertPlanner } from '../branching/revert-planner';
import { createRollbackPlanner } from '../branching/rollback-planner';
import { createDecodedCache } from '../codec/decoded-cache';
import { readCodexConfig } from '../config/codex-config';
import type { PlannedThread } from '../edits/planner';
import { nodeFileSystem as fs } from '../home/file-system';
import { createHomeFiles } from '../home/home-files';
import { openIndex } from '../index/open-index';
import { createThreadDirectory } from '../listing/thread-directory';
import { createNameIndex } from '../name-index/name-index';
import { createDiskCatalog } from '../rollouts/disk-catalog';
import { createRolloutReader } from '../rollouts/rollout-reader';
import { ScanGate } from '../scan/scan-gate';
import { createScanner } from '../scan/scanner';
import { createStateDb } from '../state-db/state-db';
import { createCodexDatabases } from '../steps/codex-databases';
import { runSteps } from '../steps/run-steps';
import { OpenThreads } from '../threads/open-threads';
import { createTurnCounts } from '../threads/turn-counts';
import { createHomeWriter } from '../write/home-writer';

/** Plans an edit of a home and does it, as the store does, without journal and locks. */
export async function editHome(root: string, request: ParsedEditRequest): Promise<PlannedThread> {
  const scratch = await mkdtemp(join(tmpdir(), 'skein-workbench-'));
  const config = await readCodexConfig(root, {}, fs);
  const files = createHomeFiles(root);
  const index = await openIndex(null, root);
  const reader = createRolloutReader(files, createDecodedCache(join(scratch, 'decoded')));
  const catalog = createDiskCatalog(files, reader, index);
  const gate = new ScanGate();
  const onScanned: Parameters<typeof createScanner>[0]['onScanned'] = (file, stored) =>
    catalog.scanned(file, stored);
  const scanner = createScanner({ reader, index, gate, onScanned });
  const copies = join(scratch, 'copies');
  const onError = (error: unknown) => {
    throw error;
  };
  const directory = createThreadDirectory({
    ...{ catalog, stateDb: createStateDb(config.sqliteHome, { copies }), names: createNameIndex(files) },
    turnCounts: createTurnCounts({ catalog, index, gate, onError }),
    defaultProvider: config.modelProvider,
  });
  const threads = new OpenThreads({ index, catalog, scanner, directory }, () => {});
  const databases = createCodexDatabases(config.sqliteHome, { copies });
  try {
    await catalog.settled();
    const planned = await plan({ root, index, reader, threads, directory, databases }, request);
    const outcome = await runSteps(planned.steps, {
      ...{ files, reader, databases, writer: createHomeWriter(root) },
      nameLock: (work) => work(),
      get bin(): never {
        throw new Error('nothing here needs a bin');
      },
    });
    if (!outcome.done) throw outcome.error;
    return planned;
  } finally {
    threads.close();
    catalog.close();
    await scanner.close();
    await reader.close();
    index.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function plan(parts: BranchingParts, request: ParsedEditRequest): Promise<PlannedThread> {
  // These planners read nothing but their parts.
  const sources = null as never;
  switch (request.kind) {
    case 'fork':
      return createForkPlanner(parts).planThread(request.threadId, request, sources);
    case 'review':
      return createReviewPlanner(parts).planThread(request.threadId, request, sources);
    case 'rollback':
      return createRollbackPlanner(parts).planThread(request.threadId, request, sources);
    case 'revert':
      return createRevertPlanner(parts).planThread(request.threadId, request, sources);
    default:
      throw new Error(`not on this bench: ${request.kind}`);
  }
}
