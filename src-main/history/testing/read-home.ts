import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Turn } from '../../contracts/model/turn';
import type { ReplayedUsage } from '../../contracts/model/usage';
import {
  composeThread,
  type ComposedThread,
  type ComposedTurn,
  itemsBefore,
  type ThreadFile,
} from '../compose-thread';
import { fullTurn, upstreamTurn } from '../turn-view';
import type { ItemSketch, Projector } from '../types';
import { replayUsage } from '../usage-replay';
import { itemBuilder, projectRollout, type ReadRollout, readRollout, rolloutBytes } from './read-rollout';

/** One rollout file of a home, read and projected as a whole. */
export interface TestFile extends ThreadFile {
  path: string;
  rollout: ReadRollout;
  projector: Projector;
}

/** A home as the pure functions of this folder see it, without a store: for tests only. */
export interface TestHome {
  files: TestFile[];
  threadIds: string[];
  compose(threadId: string): ComposedThread | null;
  upstream(threadId: string): Turn[] | null;
  everything(threadId: string): Turn[] | null;
  usage(threadId: string): ReplayedUsage | null;
}

const fileName =
  /^rollout-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-([0-9a-f-]{36})(?:_([0-9a-f-]{36}))?\.jsonl(?:\.zst)?$/;

/** Reads every rollout of an unpacked home. */
export function readHome(home: string): TestHome {
  const files = rolloutPaths(home).flatMap((path) => {
    const bytes = rolloutBytes(path);
    return bytes === null ? [] : [readFile(path, bytes)];
  });
  files.sort(byName);
  const byRollout = new Map(files.map((file) => [file.rolloutId, file]));
  const heads = currentPaths(home);
  const find = (rolloutId: string) => byRollout.get(rolloutId);

  function compose(threadId: string): ComposedThread | null {
    const own = files.filter((file) => file.head.threadId === threadId);
    const current = own.find((file) => basename(file.path) === heads.get(threadId)) ?? own.at(-1);
    return current === undefined ? null : composeThread({ current, own, find });
  }

  function itemsOf(composed: ComposedTurn): ItemSketch[] {
    const file = byRollout.get(composed.rolloutId);
    const items = [...(file?.itemsOf(composed.turn.seq) ?? [])];
    return composed.cut === null ? items : itemsBefore(items, composed.cut);
  }

  const build = (composed: ComposedTurn, items: ItemSketch[]) => {
    const file = byRollout.get(composed.rolloutId);
    return file === undefined ? [] : items.map(itemBuilder(file.rollout));
  };

  return {
    files,
    threadIds: [...new Set(files.map((file) => file.head.threadId))],
    compose,
    upstream(threadId) {
      return (
        compose(threadId)?.shown.map((composed) => {
          const shown = itemsOf(composed).filter((item) => item.upstreamSeq !== null);
          shown.sort((one, other) => (one.upstreamSeq ?? 0) - (other.upstreamSeq ?? 0));
          return upstreamTurn(composed, build(composed, shown));
        }) ?? null
      );
    },
    everything(threadId) {
      return compose(threadId)?.turns.map((turn) => fullTurn(turn, build(turn, itemsOf(turn)))) ?? null;
    },
    usage(threadId) {
      const composed = compose(threadId);
      return composed && replayUsage(composed, (rolloutId) => find(rolloutId)?.projector.usage ?? []);
    },
  };
}

function readFile(path: string, bytes: Uint8Array): TestFile {
  const [, threadId = '', rolloutId = threadId] = fileName.exec(basename(path)) ?? [];
  const rollout = readRollout(bytes, rolloutId);
  const projector = projectRollout(rollout);
  const byTurn = new Map<number, ItemSketch[]>();
  for (const item of projector.items) {
    const items = byTurn.get(item.turnSeq) ?? [];
    items[item.seq] = item;
    byTurn.set(item.turnSeq, items);
  }
  return {
    path,
    rollout,
    projector,
    rolloutId,
    size: rollout.size,
    head: {
      threadId: rollout.head?.threadId ?? threadId,
      historyBase: rollout.head?.historyBase ?? null,
      writtenAt: rollout.head?.writtenAt ?? null,
      attached: rollout.head?.attached ?? false,
    },
    headRecord: rollout.records[0]?.ref ?? null,
    turns: projector.turns,
    itemsOf: (turnSeq) => byTurn.get(turnSeq) ?? [],
    ownFromOrdinal: rollout.head?.subagentHistoryStartOrdinal ?? 0,
  };
}

/** Creation order: the name starts with the time; two files of one second are told apart by their later id. */
function byName(one: TestFile, other: TestFile): number {
  return basename(one.path) < basename(other.path) ? -1 : 1;
}

function rolloutPaths(home: string): string[] {
  const folders = ['sessions', 'archived_sessions'].map((folder) => join(home, folder)).filter(existsSync);
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  return paths.filter(
    (path) => fileName.test(basename(path)) && !(path.endsWith('.zst') && existsSync(path.slice(0, -4))),
  );
}

/** The current file of each thread by the state database, which holds paths of where the home was written. */
function currentPaths(home: string): Map<string, string> {
  const path = join(home, 'state_5.sqlite');
  if (!existsSync(path)) return new Map();
  const database = new Database(path, { readonly: true });
  try {
    const rows = database.prepare('SELECT id, rollout_path FROM threads').all() as {
      id: string;
      rollout_path: string;
    }[];
    return new Map(rows.map((row) => [row.id, basename(row.rollout_path)]));
  } finally {
    database.close();
  }
}
