import type { ThreadItem } from '@contracts/model/item';
import type { FakeContent } from '../../../test/fake-bridge';
import { outlineOf, type TurnSketch } from './outline-of';

/** A turn as a test says it: its items, and facts of the turn. */
export interface TurnContent extends Omit<TurnSketch, 'items'> {
  items: ThreadItem[];
}

/** A thread's content for the fake bridge. */
export function contentOf(turns: readonly TurnContent[]): FakeContent {
  const outline = outlineOf(
    turns.map((turn) => ({ ...turn, items: turn.items.length, prompt: promptOf(turn.items) })),
  );
  return {
    turns: outline,
    items: turns.flatMap((turn, index) =>
      turn.items.map((item, nth) => ({ index: (outline[index]?.firstItem ?? 0) + nth, turn: index, item })),
    ),
  };
}

function promptOf(items: readonly ThreadItem[]): string {
  const message = items.find((item) => item.type === 'userMessage');
  const [first] = message?.type === 'userMessage' ? message.content : [];
  return first?.type === 'text' ? first.text.slice(0, 200) : '';
}

/** A prompt. */
export function prompt(text: string): ThreadItem {
  return {
    type: 'userMessage',
    id: 'u',
    clientId: null,
    content: [{ type: 'text', text, text_elements: [] }],
    provenance: [{ rolloutId: 'r1', line: 7, offset: 700, length: 90, ordinal: 7 }],
  };
}

/** An answer. */
export function answer(text: string): ThreadItem {
  return {
    type: 'agentMessage',
    id: 'a',
    text,
    phase: null,
    memoryCitation: null,
    delivery: null,
    questions: null,
    moderation: null,
  };
}

/** A command that ran. */
export function command(line: string, output: string, exitCode = 0): ThreadItem {
  return {
    type: 'commandExecution',
    id: 'c',
    command: line,
    cwd: '/home/ada/loom',
    processId: null,
    source: 'agent',
    status: exitCode === 0 ? 'completed' : 'failed',
    commandActions: [],
    aggregatedOutput: output,
    exitCode,
    durationMs: 1200,
    pluginId: null,
    scriptPath: null,
  };
}
