/** Small rollouts for tests, line by line. */

export interface TestLine {
  type: string;
  payload: Record<string, unknown>;
  /** Undefined: counted on; null: none. */
  ordinal?: number | null;
}

export const threadId = '01a0aaaa-0000-7000-8000-000000000001';

export const meta = (payload: Record<string, unknown> = {}): TestLine => ({
  type: 'session_meta',
  payload: { id: threadId, timestamp: '2026-05-20T09:00:00.000Z', cwd: '/home/me', ...payload },
});
export const paginated = (payload: Record<string, unknown> = {}): TestLine =>
  meta({ history_mode: 'paginated', ...payload });
export const event = (type: string, payload: Record<string, unknown> = {}): TestLine => ({
  type: 'event_msg',
  payload: { type, ...payload },
});
export const response = (type: string, payload: Record<string, unknown> = {}): TestLine => ({
  type: 'response_item',
  payload: { type, ...payload },
});
export const started = (id: string, payload: Record<string, unknown> = {}): TestLine =>
  event('task_started', { turn_id: id, started_at: 100, ...payload });
export const ended = (id: string, payload: Record<string, unknown> = {}): TestLine =>
  event('task_complete', { turn_id: id, started_at: 100, completed_at: 107, duration_ms: 7000, ...payload });
export const said = (message: string): TestLine => event('user_message', { message, images: [] });
export const answered = (message: string): TestLine => event('agent_message', { message });
export const item = (turnId: string, content: Record<string, unknown>): TestLine =>
  event('item_completed', { turn_id: turnId, item: content, completed_at_ms: 5 });
export const message = (role: string, text: string, payload: Record<string, unknown> = {}): TestLine => {
  const type = role === 'assistant' ? 'output_text' : 'input_text';
  return response('message', { role, content: [{ type, text }], ...payload });
};
export const call = (id: string, name: string, args: Record<string, unknown>): TestLine =>
  response('function_call', { call_id: id, name, arguments: JSON.stringify(args) });
export const output = (id: string, text: unknown): TestLine =>
  response('function_call_output', { call_id: id, output: text });
export const tokens = (total: number, last: number, payload: Record<string, unknown> = {}): TestLine =>
  event('token_count', {
    info: { total_token_usage: usage(total), last_token_usage: usage(last), ...payload },
  });
export const usage = (total: number): Record<string, number> => ({
  input_tokens: total,
  total_tokens: total,
});

/** The lines as a file holds them; a paginated first line gives all of them ordinals. */
export function written(...lines: TestLine[]): string[] {
  let next = firstOrdinal(lines[0]);
  return lines.map(({ ordinal, ...line }, at) => {
    const own = ordinal === undefined ? next : ordinal;
    if (own !== null) next = own + 1;
    const timestamp = `2026-05-20T09:00:${String(at % 60).padStart(2, '0')}.000Z`;
    return JSON.stringify({ timestamp, ...(own !== null && { ordinal: own }), ...line });
  });
}

function firstOrdinal(head: TestLine | undefined): number | null {
  if (head?.payload.history_mode !== 'paginated') return null;
  const base = head.payload.history_base as { end_ordinal_exclusive: number } | undefined;
  return base?.end_ordinal_exclusive ?? 0;
}
