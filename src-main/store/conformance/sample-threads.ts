import type { JsonObject } from '../../history/json';

/** A rollout as every store can be given it: whole lines, written as `JSON.stringify` does, each with a line end. */
export interface SampleRollout {
  threadId: string;
  rolloutId: string;
  records: JsonObject[];
  archived: boolean;
  modifiedAtMs: number;
}

/** Ids that are easy to tell apart; they sort by number. */
export const sampleId = (n: number): string => `01a2bbbb-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** When sample thread `n` was made, epoch ms; updates come in the opposite order. */
export const createdAtMs = (n: number): number => Date.UTC(2026, 10, 20, 9, 0, n, 250);
export const updatedAtMs = (n: number): number => Date.UTC(2026, 10, 21, 9, 0, 60 - n, 500);

/** A picture of one pixel. */
export const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** Longer than a store lets through to the window at once; not all of it ASCII. */
export const longOutput = Array.from({ length: 3000 }, (_, n) => `line ${n} 🦊 ünï`).join('\n');

const time = (ms: number): string => new Date(ms).toISOString();

class Writer {
  readonly records: JsonObject[] = [];
  /** Bytes written so far: where the next line starts. */
  size = 0;
  readonly #ordinal: number | null;

  constructor(firstOrdinal: number | null) {
    this.#ordinal = firstOrdinal;
  }

  get nextOrdinal(): number {
    return (this.#ordinal ?? 0) + this.records.length;
  }

  line(type: string, payload: JsonObject): this {
    const ordinal = this.#ordinal === null ? {} : { ordinal: this.nextOrdinal };
    return this.raw({ timestamp: time(createdAtMs(0) + this.records.length), ...ordinal, type, payload });
  }

  event(type: string, payload: JsonObject = {}): this {
    return this.line('event_msg', { type, ...payload });
  }

  raw(record: JsonObject): this {
    this.records.push(record);
    this.size += Buffer.byteLength(JSON.stringify(record)) + 1;
    return this;
  }

  meta(n: number, more: JsonObject = {}): this {
    return this.line('session_meta', {
      id: sampleId(n),
      timestamp: time(createdAtMs(n)),
      cwd: '/srv/a',
      originator: 'test',
      cli_version: '0.169.0',
      source: 'cli',
      model_provider: 'openai',
      ...(this.#ordinal !== null && { history_mode: 'paginated' }),
      ...more,
    });
  }

  legacyTurn(id: string, prompt: string, total: number): this {
    return this.event('task_started', { turn_id: id, model_context_window: 1000 })
      .event('user_message', { message: prompt, images: [], local_images: [], text_elements: [] })
      .event('agent_message', { message: `Answer to ${prompt}`, phase: 'final_answer' })
      .tokens(total)
      .event('task_complete', { turn_id: id, last_agent_message: `Answer to ${prompt}` });
  }

  tokens(total: number): this {
    const usage = {
      input_tokens: total - 1,
      cached_input_tokens: 0,
      output_tokens: 1,
      reasoning_output_tokens: 0,
    };
    const counted = { ...usage, total_tokens: total };
    return this.event('token_count', {
      info: { total_token_usage: counted, last_token_usage: counted, model_context_window: 1000 },
      rate_limits: null,
    });
  }

  item(thread: number, turn: string, item: JsonObject): this {
    return this.event('item_completed', { thread_id: sampleId(thread), turn_id: turn, item });
  }

  turn(thread: number, id: string, content: JsonObject[], ...items: JsonObject[]): this {
    this.event('task_started', { turn_id: id, root_turn_id: id, started_at: 1, model_context_window: 1000 });
    this.item(thread, id, { type: 'UserMessage', id: `${id}-user`, content });
    for (const item of items) this.item(thread, id, item);
    const answer = {
      type: 'AgentMessage',
      id: `${id}-agent`,
      content: [{ type: 'Text', text: `Done ${id}` }],
    };
    return this.item(thread, id, answer)
      .tokens(50)
      .event('task_complete', { turn_id: id, root_turn_id: id, started_at: 1, completed_at: 2 });
  }
}

const says = (text: string): JsonObject => ({ type: 'text', text, text_elements: [] });

function rollout(thread: number, writer: Writer, more: Partial<SampleRollout> = {}): SampleRollout {
  const threadId = sampleId(thread);
  const { records } = writer;
  return {
    threadId,
    rolloutId: threadId,
    records,
    archived: false,
    modifiedAtMs: updatedAtMs(thread),
    ...more,
  };
}

/** 1: legacy, two turns, the second rolled back, and a line that nobody can read. */
function legacy(): SampleRollout {
  const git = { commit_hash: 'abc', branch: 'main', repository_url: 'https://e.org/a.git' };
  const writer = new Writer(null)
    .meta(1, { git })
    .legacyTurn('alpha-1', 'Alpha one', 100)
    .raw({ type: 'event_msg', payload: { type: 'agent_message', message: 'no time' } })
    .legacyTurn('alpha-2', 'Alpha two', 250)
    .tokens(250)
    .event('thread_rolled_back', { num_turns: 1 });
  return rollout(1, writer);
}

/** 2: paginated, with a picture and a long output; 3: its fork before the second turn; 7: reverted to there. */
function paginated(): SampleRollout[] {
  const command = {
    type: 'CommandExecution',
    id: 'beta-exec',
    command: ['/bin/sh', '-c', 'seq'],
    cwd: 'file:///srv/b',
    parsed_cmd: [],
    source: 'agent',
    status: 'completed',
    aggregated_output: longOutput,
    exit_code: 0,
    duration: { secs: 1, nanos: 0 },
  };
  const image = { type: 'image', image_url: `data:image/png;base64,${png}` };
  const source = new Writer(0).meta(2, { cwd: '/srv/b', source: 'vscode', model_provider: 'mock' });
  source.turn(2, 'beta-1', [says('Beta one'), image], command);
  const cut = { end_ordinal_exclusive: source.nextOrdinal, end_byte_offset: source.size };
  source.turn(2, 'beta-2', [says('Beta two')]);
  const base = { thread_id: sampleId(2), ...cut };
  const fork = new Writer(cut.end_ordinal_exclusive)
    .meta(3, { forked_from_id: sampleId(2), history_base: base, cwd: '/srv/b' })
    .turn(3, 'gamma-1', [says('Gamma one')]);

  const before = new Writer(0).meta(7).turn(7, 'eta-1', [says('Eta one')]);
  const revert = {
    thread_id: sampleId(7),
    end_ordinal_exclusive: before.nextOrdinal,
    end_byte_offset: before.size,
  };
  before.turn(7, 'eta-2', [says('Eta two')]);
  const after = new Writer(revert.end_ordinal_exclusive)
    .meta(7, { history_base: revert, timestamp: time(createdAtMs(8)) })
    .turn(7, 'eta-3', [says('Eta three')]);
  return [
    rollout(2, source),
    rollout(3, fork),
    rollout(7, before),
    rollout(7, after, { rolloutId: sampleId(8) }),
  ];
}

/** 4: archived, by codex exec; 5: a spawned agent without a message; 6: before envelopes. */
function others(): SampleRollout[] {
  const exec = new Writer(null)
    .meta(4, { source: 'exec', cwd: '/srv/c' })
    .legacyTurn('delta-1', 'Delta one', 10);
  const spawn = { parent_thread_id: sampleId(1), depth: 1 };
  const agent = new Writer(null).meta(5, { source: { subagent: { thread_spawn: spawn } } });
  const bare = new Writer(null)
    .raw({ id: sampleId(6), timestamp: time(createdAtMs(6)), instructions: null })
    .raw({ record_type: 'state' })
    .raw({ type: 'message', id: null, role: 'user', content: [{ type: 'input_text', text: 'Zeta one' }] });
  return [rollout(4, exec, { archived: true }), rollout(5, agent), rollout(6, bare)];
}

/** Threads 1 to 7; a rollout that continues another comes after it. */
export const sampleRollouts: readonly SampleRollout[] = [legacy(), ...paginated(), ...others()];

/** One more legacy turn, for appending. */
export const nextTurn: readonly JsonObject[] = new Writer(null).legacyTurn(
  'alpha-3',
  'Alpha three',
  300,
).records;
