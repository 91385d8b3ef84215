import { setTimeout as sleep } from 'node:timers/promises';
import type { Damage } from '../../../contracts/model/record';
import type { ScanState, StoredFile } from '../index/index-types';
import { isBusy } from '../index/open-database';
import type { RolloutIndex } from '../index/rollout-index';
import { StoreError } from '../../errors';
import { type FileIdentity, mtimeMs, sameIdentity } from '../home/file-identity';
import type { RolloutFile } from '../rollouts/catalog';
import { headlessDamage } from '../rollouts/headless-damage';
import type { RolloutReader, RolloutStream } from '../rollouts/rollout-reader';
import { signal } from '../signal';
import { continues } from './continues';
import { fileDamage } from './file-damage';
import { RolloutScan } from './rollout-scan';
import { SampleCollector } from './samples';
import type { Priority, ScanGate } from './scan-gate';
import { settleMs, tailDamage } from './tail-damage';

/** One file being brought up to date. All promises resolve, also when the file cannot be read. */
export interface ScanRun {
  /** What the index holds of the file belongs to its present content. */
  readonly verified: Promise<void>;
  /** The first screen is in the index. */
  readonly started: Promise<void>;
  /** The file is scanned up to the end that it had; or it could not be read, and why. */
  readonly done: Promise<Damage | null>;
}

/** Keeps the index in step with the files, each file by one run at a time. */
export interface Scanner {
  /** Starts a run or joins the one under way; a foreground call pulls it to the front. */
  scan(file: RolloutFile, priority: Priority): ScanRun;
  /** Called after every commit. */
  onProgress(listener: (file: RolloutFile) => void): () => void;
  /** Stops runs at their next chunk and waits for them. */
  close(): Promise<void>;
}

export interface ScannerParts {
  reader: RolloutReader;
  index: RolloutIndex;
  gate: ScanGate;
  /** Takes over what a finished scan found. */
  onScanned(file: RolloutFile, stored: StoredFile): void;
}

const chunkSize = 256 * 1024;
/** Decoded bytes between two commits, except for the first one, which comes after one chunk. */
const stretchSize = 2 * 2 ** 20;
/** Scans kept in memory so that the next lines of a growing file need no look back. One: a big one is big. */
const keptScans = 1;

/** How often a scan waits for another Skein to let go of the index, after each call has waited by itself. */
const busyRetries = 5;
const busyPauseMs = 200;

interface Run extends ScanRun {
  priority: Priority;
}

interface Kept {
  scan: RolloutScan;
  generation: string;
  version: number;
}

export function createScanner({ reader, index, gate, onScanned }: ScannerParts): Scanner {
  const runs = new Map<string, Run>();
  const kept = new Map<string, Kept>();
  const listeners = new Set<(file: RolloutFile) => void>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  function start(file: RolloutFile, priority: Priority): Run {
    const verified = signal();
    const started = signal();
    const run: Run = {
      priority,
      verified: verified.promise,
      started: started.promise,
      done: work().finally(() => {
        verified.resolve();
        started.resolve();
        runs.delete(file.file);
      }),
    };
    return run;

    async function work(): Promise<Damage | null> {
      // Not before `run` is there for those who join.
      await Promise.resolve();
      try {
        while (!(await attemptUnlocked())) await gate.pass(() => run.priority);
        forgive(file);
        return null;
      } catch (error) {
        const damage = fileDamage(file, error);
        report(file, damage);
        return damage;
      }
    }

    async function attemptUnlocked(): Promise<boolean> {
      for (let left = busyRetries; ; left -= 1) {
        try {
          return await attempt();
        } catch (error) {
          if (!isBusy(error) || left === 0) throw error;
          await sleep(busyPauseMs, undefined, { ref: false });
        }
      }
    }

    /** False: another process was faster, or the file changed meanwhile; try again. */
    async function attempt(): Promise<boolean> {
      const stream = await reader.stream(file.path);
      try {
        const state = await verify(file, stream);
        if (!state) return closed;
        verified.resolve();
        if (state.complete && state.seen && sameIdentity(state.seen, stream.identity)) return true;
        return await advance(file, stream, state, {
          priority: () => run.priority,
          committed() {
            started.resolve();
            for (const listener of listeners) listener(file);
          },
        });
      } finally {
        await stream.close();
      }
    }
  }

  /** How far the present content was scanned; null when somebody else changed the index meanwhile. */
  async function verify(file: RolloutFile, stream: RolloutStream): Promise<ScanState | null> {
    const state = index.scan(file.file);
    if (!state) {
      index.saveFiles([{ ...indexEntry(file), identity: stream.identity }]);
      return index.scan(file.file);
    }
    if (!state.seen || sameIdentity(state.seen, stream.identity)) return state;
    const bytes = await reader.open(file.path);
    try {
      if (!sameIdentity(bytes.identity, stream.identity)) return null;
      if (await continues(bytes, state)) return state;
    } finally {
      await bytes.close();
    }
    index.restart(file.file, state.version);
    return null;
  }

  interface Progress {
    priority(): Priority;
    committed(): void;
  }

  async function advance(
    file: RolloutFile,
    stream: RolloutStream,
    state: ScanState,
    progress: Progress,
  ): Promise<boolean> {
    const scan = takeKept(file, state) ?? new RolloutScan(file, index.resume(file.file, file.rolloutId));
    const samples = new SampleCollector(state.samples);
    let { version } = state;
    let chunk: Uint8Array = new Uint8Array();
    let end = state.offset;
    let committed = state.offset;

    function commit(complete: boolean): boolean {
      const { line, offset } = scan.position;
      samples.add(chunk, end - chunk.length, offset);
      const total = complete || stream.compressed ? end : stream.identity.size;
      const stretch = scan.take();
      const place = { path: file.file, version, line, offset, total, seen: stream.identity };
      const facts = complete ? factsOf(file, scan, stretch.damage, { ...place, complete }) : null;
      if (!index.commit({ ...place, ...stretch, samples: samples.samples, complete: facts })) return false;
      version += 1;
      committed = end;
      if (facts) onScanned(file, { path: file.file, identity: stream.identity, scanned: true, ...facts });
      progress.committed();
      return true;
    }

    try {
      for await (chunk of stream.chunks(state.offset, chunkSize)) {
        scan.push(chunk);
        end += chunk.length;
        const isFirst = committed === 0;
        if (isFirst || end - committed >= stretchSize) {
          if (!commit(false)) return false;
        }
        await gate.pass(progress.priority);
        if (closed) return true;
      }
    } catch (error) {
      // What could be decoded counts; everything else that can go wrong ends the run.
      if (!(error instanceof StoreError)) throw error;
      scan.addDamage({ ...fileDamage(file, error), offset: end });
    }
    const tail = scan.finish();
    if (!commit(true)) return false;
    if (progress.priority() === 'foreground') keep(file, { scan, generation: state.generation, version });
    if (tail === 'fragment') lookAgain(file, stream.identity);
    return true;
  }

  /** What the catalog shows of a file that is scanned to its end. */
  function factsOf(
    file: RolloutFile,
    scan: RolloutScan,
    added: readonly { damage: Damage }[],
    place: { seen: FileIdentity; line: number; offset: number; total: number; complete: boolean },
  ): Omit<StoredFile, 'path' | 'identity' | 'scanned'> & { turnCount: number } {
    const { head, metadata, turnCount } = scan;
    const found = [...index.damage(file.file, listedDamage).damage, ...added.map(({ damage }) => damage)];
    const ending = tailDamage({ ...file, mtimeMs: mtimeMs(place.seen) }, place, Date.now());
    const headless = head ? null : headlessDamage(file, place.total, found);
    return {
      head,
      headRecord: scan.headRecord,
      metadata: place.total > 0 ? metadata : null,
      headRead: true,
      damage: [...found.slice(0, listedDamage - 2), headless, ending].filter((damage) => damage !== null),
      turnCount,
    };
  }

  /** Reports an unfinished last line as damage if nobody has finished it by then. */
  function lookAgain(file: RolloutFile, seen: FileIdentity): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const state = index.scan(file.file);
      if (!state?.seen || !sameIdentity(state.seen, seen)) return;
      const stored = index.file(file.file);
      const ending = tailDamage({ ...file, mtimeMs: mtimeMs(seen) }, state, Date.now());
      if (!stored || !ending || stored.damage.some(({ reason }) => reason === 'unterminated')) return;
      const changed = { ...stored, damage: [...stored.damage, ending] };
      index.saveFiles([changed]);
      onScanned(file, changed);
    }, settleMs + 100).unref();
    timers.add(timer);
  }

  /** A file that cannot be read any more keeps what the index has of it; the catalog says what is wrong. */
  function report(file: RolloutFile, damage: Damage): void {
    const stored = index.file(file.file);
    if (!stored || stored.damage.some(({ reason }) => reason === damage.reason)) return;
    const changed = { ...stored, damage: [...stored.damage, damage] };
    index.saveFiles([changed]);
    onScanned(file, changed);
  }

  /** Takes back that a file could not be read: now it could. */
  function forgive(file: RolloutFile): void {
    const stored = index.file(file.file);
    const damage = stored?.damage.filter(({ reason }) => reason !== 'unreadable');
    if (!stored || !damage || damage.length === stored.damage.length) return;
    index.saveFiles([{ ...stored, damage }]);
    onScanned(file, { ...stored, damage });
  }

  function takeKept(file: RolloutFile, state: ScanState): RolloutScan | null {
    const found = kept.get(file.file);
    kept.delete(file.file);
    const fits = found && found.generation === state.generation && found.version === state.version;
    return fits ? found.scan : null;
  }

  function keep(file: RolloutFile, entry: Kept): void {
    kept.delete(file.file);
    kept.set(file.file, entry);
    for (const oldest of [...kept.keys()].slice(0, -keptScans)) kept.delete(oldest);
  }

  return {
    scan(file, priority) {
      let run = runs.get(file.file);
      if (!run) {
        run = start(file, priority);
        runs.set(file.file, run);
      }
      if (priority === 'foreground' && run.priority === 'background') {
        run.priority = priority;
        // It may be standing aside for the very call that now waits for it.
        gate.release();
      }
      return run;
    },
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      gate.release();
      await Promise.all(Array.from(runs.values(), (run) => run.done));
    },
  };
}

/** Damage that a catalog entry carries along; the index has all of it. */
const listedDamage = 100;

function indexEntry({ file, head, headRecord, metadata, headRead, damage }: RolloutFile) {
  return { path: file, head, headRecord, metadata, headRead, damage: [...damage] };
}
