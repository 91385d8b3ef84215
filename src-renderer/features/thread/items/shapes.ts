import type { ThreadItem } from '@contracts/model/item';

/** JavaScript type of a field; with `?` it may be null or absent. */
type Shape = 'string' | 'string?' | 'array' | 'array?' | 'object?' | 'boolean?' | 'number?';

/** The fields that a kind's view reads as if they were there. Others are read with care. */
const shapes: { readonly [Kind in ThreadItem['type']]?: Record<string, Shape> } = {
  userMessage: { content: 'array' },
  hookPrompt: { fragments: 'array' },
  agentMessage: { text: 'string', phase: 'string?' },
  functionCallOutput: { name: 'string', namespace: 'string?' },
  plan: { text: 'string' },
  reasoning: { summary: 'array', content: 'array' },
  commandExecution: {
    command: 'string',
    cwd: 'string?',
    status: 'string',
    aggregatedOutput: 'string?',
    exitCode: 'number?',
    durationMs: 'number?',
    commandActions: 'array?',
    processId: 'string?',
  },
  fileChange: { changes: 'array', status: 'string' },
  mcpToolCall: {
    server: 'string',
    tool: 'string',
    status: 'string',
    result: 'object?',
    error: 'object?',
    durationMs: 'number?',
  },
  dynamicToolCall: {
    tool: 'string',
    namespace: 'string?',
    status: 'string',
    contentItems: 'array?',
    durationMs: 'number?',
  },
  collabAgentToolCall: {
    tool: 'string',
    status: 'string',
    receiverThreadIds: 'array?',
    prompt: 'string?',
    model: 'string?',
    reasoningEffort: 'string?',
    agentsStates: 'object?',
  },
  subAgentActivity: { kind: 'string', agentThreadId: 'string', agentPath: 'string?', model: 'string?' },
  webSearch: { query: 'string' },
  imageView: { path: 'string' },
  sleep: { durationMs: 'number?' },
  imageGeneration: { status: 'string', revisedPrompt: 'string?', result: 'string?', savedPath: 'string?' },
  enteredReviewMode: { review: 'string' },
  exitedReviewMode: { review: 'string' },
  contextCompaction: { compaction: 'object?' },
  contextMessage: { role: 'string', kinds: 'array', text: 'string' },
  interAgentMessage: { author: 'string', recipient: 'string', text: 'string' },
};

/**
 * Whether an item has what the view of its kind reads. Records are written by many releases and may be hostile:
 * whatever does not fit is shown as a generic card with its JSON.
 */
export function shapeOf(item: ThreadItem): 'fits' | 'misfit' | 'unknown' {
  const shape = Object.hasOwn(shapes, item.type) ? shapes[item.type] : undefined;
  if (!shape) return 'unknown';
  const fields = item as unknown as Record<string, unknown>;
  return Object.entries(shape).every(([name, wanted]) => isOf(fields[name], wanted)) ? 'fits' : 'misfit';
}

function isOf(value: unknown, wanted: Shape): boolean {
  const type = wanted.replace('?', '');
  if (value === null || value === undefined) return wanted.endsWith('?');
  return type === 'array' ? Array.isArray(value) : typeof value === type;
}
