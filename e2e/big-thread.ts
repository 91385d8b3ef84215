import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { craftedId } from '../src-main/fixtures/crafted/rollout-writer';

const turns = 10_000;
const itemsPerTurn = 10;

export interface BigThread {
  id: string;
  /** Rows of the transcript: a head and ten items per turn. */
  rows: number;
  /** Words that stand in that row and in no other. */
  markOf(row: number): string;
}

/** Writes one legacy thread of 10,000 turns and 100,000 items (80 MB), in which every row tells its own number. */
export async function writeBigThread(home: string): Promise<BigThread> {
  const id = craftedId(0xb16);
  const folder = join(home, 'sessions', '2026', '05', '20');
  await mkdir(folder, { recursive: true });
  const stream = createWriteStream(join(folder, `rollout-2026-05-20T09-00-00-${id}.jsonl`));
  for (const line of lines(id)) if (!stream.write(line)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  const perTurn = itemsPerTurn + 1;
  return {
    id,
    rows: turns * perTurn,
    markOf: (row) =>
      row % perTurn === 0
        ? `Turn ${row / perTurn + 1}`
        : mark(Math.floor(row / perTurn), (row % perTurn) - 1),
  };
}

const mark = (turn: number, item: number) => `item ${turn * itemsPerTurn + item} of turn ${turn + 1}:`;

function* lines(id: string): Generator<string> {
  let clock = Date.UTC(2026, 4, 20, 9);
  const line = (type: string, payload: object) => {
    clock += 10;
    return `${JSON.stringify({ timestamp: new Date(clock).toISOString(), type, payload })}\n`;
  };
  yield line('session_meta', {
    session_id: id,
    id,
    timestamp: new Date(clock).toISOString(),
    cwd: '/home/demo/shop',
    originator: 'codex-tui',
    cli_version: '0.150.0',
    source: 'cli',
    model_provider: 'openai',
  });
  for (let turn = 0; turn < turns; turn += 1) {
    const turn_id = craftedId(0xb16_000_000 + turn);
    yield line('event_msg', { type: 'task_started', turn_id, started_at: Math.floor(clock / 1000) });
    yield line('event_msg', {
      type: 'user_message',
      message: `${mark(turn, 0)} ${words(turn, 12)}`,
      images: [],
    });
    for (let item = 1; item < itemsPerTurn; item += 1) {
      // Answers of one to twelve lines, now and then with code: no two rows of one height follow each other.
      const size = ((turn * 7 + item * 13) % 12) * 14 + 6;
      const code = item % 4 === 0 ? `\n\n\`\`\`ts\n${words(item, 9).replaceAll(' ', ';\n')}\n\`\`\`` : '';
      yield line('event_msg', {
        type: 'agent_message',
        message: `${mark(turn, item)} ${words(turn + item, size)}${code}`,
      });
    }
    yield line('event_msg', { type: 'task_complete', turn_id, completed_at: Math.floor(clock / 1000) });
  }
}

const vocabulary =
  'the queue worker retries failed jobs with growing delays so that tests stay quick while logs keep detail'.split(
    ' ',
  );

function words(seed: number, count: number): string {
  return Array.from(
    { length: count },
    (_, nth) => vocabulary[(seed * 31 + nth * 17) % vocabulary.length],
  ).join(' ');
}
