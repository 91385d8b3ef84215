import { createWriteStream } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { seeded } from './seeded';

const words =
  'the login form checks every field before saving a record and then the queue worker retries failed jobs with growing delays so that tests stay quick while logs keep enough detail for later reading'.split(
    ' ',
  );
const folders = ['/home/sam/code/orchard', '/home/sam/code/tidepool', '/home/sam/code/lantern', '/srv/app'];
const branches = ['main', 'main', 'develop', 'feature/login', 'fix/rounding'];
const day = 86_400_000;
/** The newest thread starts here; fixed, so that the same seed makes the same bytes. */
const newest = Date.UTC(2026, 10, 20, 18, 0, 0);

/** Writes a home of many threads over the last two years, in the shape of release 0.150, without databases. */
export async function makeHome(home: string, threads: number, seed = 1): Promise<void> {
  const random = seeded(seed);
  for (let i = 0; i < threads; i++) {
    const start = newest - Math.floor((i / threads) * 730 * day) - Math.floor(random() * 3_600_000);
    const { id, lines } = threadLines(random, start, 1 + Math.floor(random() ** 3 * 8));
    await writeRollout(home, id, start, lines);
  }
}

/** Writes one thread of about this many bytes into a home; resolves to its id. */
export async function makeBigThread(home: string, bytes: number, seed = 2): Promise<string> {
  const random = seeded(seed);
  const start = newest - day;
  const { id, lines } = threadLines(random, start, Number.POSITIVE_INFINITY);
  let written = 0;
  await writeRollout(
    home,
    id,
    start,
    (function* () {
      for (const line of lines) {
        written += line.length;
        yield line;
        if (written >= bytes && line.includes('"task_complete"')) return;
      }
    })(),
  );
  return id;
}

async function writeRollout(home: string, id: string, start: number, lines: Iterable<string>): Promise<void> {
  const time = new Date(start).toISOString();
  const name = `rollout-${time.slice(0, 19).replaceAll(':', '-')}-${id}.jsonl`;
  const path = join(home, 'sessions', ...time.slice(0, 10).split('-'), name);
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  for (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  await utimes(path, start / 1000 + 600, start / 1000 + 600);
}

/** A configuration with which a real Codex opens the home without asking for anything. */
export async function writeConfig(home: string): Promise<void> {
  await mkdir(home, { recursive: true });
  await writeFile(
    join(home, 'config.toml'),
    [
      'model = "gpt-5.5"',
      'model_provider = "none"',
      'check_for_update_on_startup = false',
      '[analytics]',
      'enabled = false',
      '[model_providers.none]',
      'name = "None"',
      'base_url = "http://127.0.0.1:9/v1"',
      'wire_api = "responses"',
      'env_key = "NO_KEY"',
      '',
    ].join('\n'),
  );
}

function threadLines(
  random: () => number,
  start: number,
  turns: number,
): { id: string; lines: Iterable<string> } {
  const id = uuid(random, start);
  return { id, lines: rolloutLines(random, id, start, turns) };
}

function* rolloutLines(random: () => number, id: string, start: number, turns: number): Iterable<string> {
  let clock = start;
  const line = (type: string, payload: unknown) => {
    clock += Math.floor(random() * 400);
    return JSON.stringify({ timestamp: new Date(clock).toISOString(), type, payload });
  };
  const event = (payload: unknown) => line('event_msg', payload);
  const item = (payload: unknown) => line('response_item', payload);
  const message = (role: string, type: string, text: string) =>
    item({ type: 'message', role, content: [{ type, text }] });
  const cwd = pick(random, folders);
  const total = {
    input_tokens: 0,
    cached_input_tokens: 0,
    output_tokens: 0,
    reasoning_output_tokens: 0,
    total_tokens: 0,
  };

  yield line('session_meta', {
    id,
    timestamp: new Date(start).toISOString(),
    cwd,
    originator: 'codex-tui',
    cli_version: '0.150.0',
    source: 'cli',
    model_provider: 'openai',
    base_instructions: { text: prose(random, 2400) },
    git: {
      commit_hash: '3d674ae43767b9ea001e993ea2b8d557826a7523',
      branch: pick(random, branches),
      repository_url: 'https://github.com/example/orchard.git',
    },
  });
  for (let turn = 0; turn < turns; turn++) {
    const turn_id = uuid(random, clock);
    const started = clock;
    const prompt = prose(random, 5 + Math.floor(random() * 40));
    yield event({
      type: 'task_started',
      turn_id,
      started_at: Math.floor(clock / 1000),
      model_context_window: 258_400,
      collaboration_mode_kind: 'default',
    });
    if (turn === 0)
      yield message(
        'user',
        'input_text',
        `<environment_context>\n  <cwd>${cwd}</cwd>\n  <shell>bash</shell>\n</environment_context>`,
      );
    yield line('turn_context', {
      turn_id,
      cwd,
      approval_policy: 'on-request',
      sandbox_policy: { type: 'workspace-write', network_access: false },
      model: 'gpt-5.5',
      effort: 'medium',
      summary: 'auto',
    });
    yield message('user', 'input_text', prompt);
    yield event({ type: 'user_message', message: prompt, images: [], local_images: [], text_elements: [] });
    for (let call = 0, calls = Math.floor(random() * 6); call < calls; call++) {
      const thought = `**${prose(random, 4)}**\n\n${prose(random, 30)}`;
      yield item({
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: thought }],
        encrypted_content: noise(random, 700),
      });
      yield event({ type: 'agent_reasoning', text: thought });
      const call_id = `call_${noise(random, 24)}`;
      yield item({
        type: 'function_call',
        name: 'exec_command',
        arguments: JSON.stringify({ cmd: `grep -rn "${pick(random, words)}" src | head -50` }),
        call_id,
      });
      const output = prose(random, Math.floor(random() ** 5 * 5000));
      yield item({
        type: 'function_call_output',
        call_id,
        output: `Chunk ID: 0a1b2c\nWall time: 0.2 seconds\nProcess exited with code 0\nOutput:\n${output}`,
      });
      yield event({ type: 'token_count', info: usage(random, total), rate_limits: null });
    }
    const answer = `${prose(random, 40)}\n\n\`\`\`js\n${prose(random, 20)}\n\`\`\`\n\n- ${prose(random, 12)}\n- ${prose(random, 12)}`;
    yield event({ type: 'agent_message', message: answer, phase: 'final_answer' });
    yield message('assistant', 'output_text', answer);
    yield event({ type: 'token_count', info: usage(random, total), rate_limits: null });
    clock += Math.floor(random() * 60_000);
    yield event({
      type: 'task_complete',
      turn_id,
      last_agent_message: answer,
      completed_at: Math.floor(clock / 1000),
      duration_ms: clock - started,
    });
    clock += Math.floor(random() * 600_000);
  }
}

function usage(random: () => number, total: Record<string, number>) {
  const input = 2000 + Math.floor(random() * 30_000);
  const output = 50 + Math.floor(random() * 900);
  const last = {
    input_tokens: input,
    cached_input_tokens: Math.floor(input * 0.8),
    output_tokens: output,
    reasoning_output_tokens: Math.floor(output / 3),
    total_tokens: input + output,
  };
  for (const [key, value] of Object.entries(last)) total[key] = (total[key] ?? 0) + value;
  return { total_token_usage: { ...total }, last_token_usage: last, model_context_window: 258_400 };
}

function prose(random: () => number, count: number): string {
  const text: string[] = [];
  for (let i = 0; i < count; i++) text.push(pick(random, words));
  return text.join(' ');
}

function noise(random: () => number, length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let text = '';
  for (let i = 0; i < length; i++) text += letters[Math.floor(random() * letters.length)];
  return text;
}

/** A version 7 UUID of a moment. */
function uuid(random: () => number, ms: number): string {
  const hex = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-a${hex(3)}-${hex(12)}`;
}

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}
