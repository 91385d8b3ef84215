import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A real `codex app-server` to measure against. */
export interface CodexServer {
  call<T>(method: string, params: unknown): Promise<T>;
  stop(): Promise<void>;
}

/** Path of a real Codex, from CODEX_BIN; null when none is named, and the reader is told. */
export function codexBinary(): string | null {
  if (process.env.CODEX_BIN) return process.env.CODEX_BIN;
  console.error('  without a real Codex: name one with CODEX_BIN=/path/to/codex');
  return null;
}

/** Starts the server over a home and says hello. */
export async function startCodex(binary: string, home: string): Promise<CodexServer> {
  const child = spawn(binary, ['app-server'], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, CODEX_HOME: home, NO_KEY: 'none' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();
  let rest: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const message = JSON.parse(rest.subarray(0, end).toString());
      rest = rest.subarray(end + 1);
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  let id = 0;
  const send = (message: object) => child.stdin.write(`${JSON.stringify(message)}\n`);
  const call = async <T>(method: string, params: unknown): Promise<T> => {
    id += 1;
    const answer = new Promise<{ result?: unknown; error?: { message: string } }>((resolve) =>
      waiting.set(id, resolve),
    );
    send({ id, method, params });
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  };
  await call('initialize', {
    clientInfo: { name: 'skein-bench', title: 'Skein bench', version: '1' },
    capabilities: { experimentalApi: true },
  });
  send({ method: 'initialized' });
  return {
    call,
    async stop() {
      const exit = once(child, 'exit');
      child.stdin.end();
      const timer = setTimeout(() => child.kill(), 5000);
      await exit;
      clearTimeout(timer);
    },
  };
}
