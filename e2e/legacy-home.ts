import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One thread of a home that was written for a test. */
export interface LegacyThread {
  id: string;
  /** Absolute. */
  file: string;
}

/** A home of `count` legacy threads with one turn each, on the branch `master`, without any database. */
export async function writeLegacyHome(home: string, count: number): Promise<LegacyThread[]> {
  const folder = join(home, 'sessions', '2026', '01', '05');
  await mkdir(folder, { recursive: true });
  const threads = Array.from({ length: count }, (_, nth) => {
    const id = `019b8d00-0000-7000-8000-${String(nth + 1).padStart(12, '0')}`;
    const time = `10-${String(Math.floor(nth / 60)).padStart(2, '0')}-${String(nth % 60).padStart(2, '0')}`;
    return { id, file: join(folder, `rollout-2026-01-05T${time}-${id}.jsonl`), nth };
  });
  await Promise.all(
    threads.map(({ id, file, nth }) => {
      const timestamp = `2026-01-05T10:00:${String(nth % 60).padStart(2, '0')}.000Z`;
      const git = {
        commit_hash: 'a'.repeat(40),
        branch: 'master',
        repository_url: 'https://example.org/x.git',
      };
      const meta = {
        ...{ id, timestamp, cwd: '/srv/loom', originator: 'codex_cli_rs', cli_version: '0.150.0' },
        ...{ source: 'cli', model_provider: 'openai', git },
      };
      const lines = [
        { timestamp, type: 'session_meta', payload: meta },
        { timestamp, type: 'event_msg', payload: { type: 'user_message', message: `Question ${nth + 1}` } },
        { timestamp, type: 'event_msg', payload: { type: 'agent_message', message: `Answer ${nth + 1}` } },
      ];
      return writeFile(file, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    }),
  );
  return threads.map(({ id, file }) => ({ id, file }));
}
