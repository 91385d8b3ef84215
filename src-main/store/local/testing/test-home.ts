import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Codex home for one test, with a data folder beside it. */
export interface TestHome {
  path: string;
  dataDir: string;
  /** Writes a file below the home, folders included; gives its absolute path. */
  write(file: string, content: string | Uint8Array): Promise<string>;
  /** Names, kinds, sizes, modes, times and hashes of everything below the home. */
  snapshot(): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

export async function createTestHome(): Promise<TestHome> {
  const root = await mkdtemp(join(tmpdir(), 'skein-store-'));
  const path = join(root, 'home');
  await mkdir(path);
  return {
    path,
    dataDir: join(root, 'data'),
    async write(file, content) {
      const target = join(path, file);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      return target;
    },
    snapshot: () => snapshotOf(path),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Everything below a folder, for comparing before and after. */
export async function snapshotOf(root: string): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) {
      seen[path] = `link to ${await readlink(path)}`;
      continue;
    }
    const { mode, size, mtimeNs, ino } = await stat(path, { bigint: true });
    const content = entry.isFile()
      ? createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
      : '';
    seen[path] = [mode, entry.isFile() ? size : '', mtimeNs, ino, content].join(' ');
  }
  return seen;
}

/** `sessions/2026/05/20/rollout-2026-05-20T09-00-NN-<id>.jsonl`: a path whose ids are easy to tell apart. */
export function rolloutPath(n: number, options: { revert?: number; archived?: boolean } = {}): string {
  const time = `2026-05-20T09-00-${String(n % 60).padStart(2, '0')}`;
  const revert = options.revert === undefined ? '' : `_${testId(options.revert)}`;
  const name = `rollout-${time}-${testId(n)}${revert}.jsonl`;
  return options.archived ? `archived_sessions/${name}` : `sessions/2026/05/20/${name}`;
}

export function testId(n: number): string {
  return `01a2aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** One line of a legacy rollout with its line end. */
export function line(type: string, payload: object, more: object = {}): string {
  return `${JSON.stringify({ timestamp: '2026-05-20T09:00:00.000Z', ...more, type, payload })}\n`;
}

export function sessionMeta(n: number, more: object = {}): string {
  return line('session_meta', {
    id: testId(n),
    timestamp: '2026-05-20T09:00:00.000Z',
    cwd: '/work',
    originator: 'test',
    cli_version: '0.131.0',
    source: 'cli',
    model_provider: 'openai',
    ...more,
  });
}

/** A legacy turn with one prompt and one answer. */
export function legacyTurn(n: number, prompt = `Prompt ${n}`): string {
  const turn_id = `turn-${n}`;
  return [
    line('event_msg', { type: 'task_started', turn_id, model_context_window: 258400 }),
    line('event_msg', {
      type: 'user_message',
      message: prompt,
      images: [],
      local_images: [],
      text_elements: [],
    }),
    line('event_msg', { type: 'agent_message', message: `Answer ${n}`, phase: 'final_answer' }),
    line('event_msg', { type: 'task_complete', turn_id, last_agent_message: `Answer ${n}`, duration_ms: 5 }),
  ].join('');
}

/** A whole legacy rollout. */
export function legacyRollout(n: number, turns = 1, meta: object = {}): string {
  return sessionMeta(n, meta) + Array.from({ length: turns }, (_, i) => legacyTurn(i + 1)).join('');
}
