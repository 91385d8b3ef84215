import type { JournalBatch } from '../../contracts/model/edit';
import type { ThreadSummary } from '../../contracts/model/thread';
import type { Turn } from '../../contracts/model/turn';
import { openStore } from '../open-store';
import { runCli } from '../run-cli';

/** What a command answers in JSON, whatever of it the command has, with its exit code and its messages. */
export interface Answer {
  code: number;
  messages: string;
  thread: ThreadSummary & { turns: Turn[] };
  threads: ThreadSummary[];
  data: ThreadSummary[] & JournalBatch[];
  deleted: string[];
  batchId: string | null;
  reviewThreadId: string | null;
  changed: number;
  failures: { threadId: string; error: { code: string; message: string } }[];
}

/** Runs `skein ... --json` over a home, each time in a store of its own, as in a process of its own. */
export async function jsonCli(home: string, data: string, args: readonly string[]): Promise<Answer> {
  let out = '';
  let messages = '';
  const env = { SKEIN_DATA_DIR: data, PATH: process.env.PATH };
  const code = await runCli({
    args: [...args, '--home', home, '--json'],
    env,
    cwd: data,
    version: '1',
    ask: null,
    out: { columns: null, colour: false, write: async (text) => void (out += text) },
    messages: { columns: null, colour: false, write: async (text) => void (messages += text) },
    openStore: (path) => openStore(path, env),
  });
  return { ...(out === '' ? {} : (JSON.parse(out) as object)), code, messages } as Answer;
}
