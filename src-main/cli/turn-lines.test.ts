import { describe, expect, test } from 'vitest';
import type { ThreadItem } from '../contracts/model/item';
import type { Turn } from '../contracts/model/turn';
import { painter } from './paint';
import { turnLines } from './turn-lines';

const plain = painter(false);

function turn(items: ThreadItem[], changes: Partial<Turn> = {}): Turn {
  return {
    id: 't',
    rootTurnId: null,
    items,
    itemsView: 'full',
    status: 'completed',
    error: null,
    startedAt: null,
    completedAt: null,
    durationMs: null,
    ...changes,
  };
}

function shown(...items: ThreadItem[]): string {
  return turnLines(turn(items), 1, plain).slice(1).join('\n').trimEnd();
}

const command = {
  type: 'commandExecution',
  id: 'c',
  command: 'npm test',
  cwd: '/x',
  processId: null,
  source: 'agent',
  status: 'completed',
  commandActions: [],
  aggregatedOutput: 'ok\n',
  exitCode: 0,
  durationMs: 1234,
  pluginId: null,
  scriptPath: null,
} satisfies ThreadItem;

describe('turnLines', () => {
  test('a failed turn says why', () => {
    const error = {
      message: 'model is\nnot available',
      codexErrorInfo: null,
      additionalDetails: null,
      misalignment: null,
    };
    const lines = turnLines(turn([], { status: 'failed', error }), 2, plain);
    expect(lines).toEqual(['== Turn 2 · unknown · failed · t', '  error: model is not available', '']);
  });

  test('a reverted turn says when and by what', () => {
    const reverted = { by: 'rollback' as const, at: '2026-05-20T09:01:00Z', record: null, turns: 3 };
    expect(turnLines(turn([], { reverted }), 1, plain)[1]).toBe(
      '   rolled back at 2026-05-20T09:01:00Z, one of 3 turns: the model does not see it',
    );
  });
});

describe('items', () => {
  test('a prompt with an image', () => {
    const content = [
      { type: 'text' as const, text: 'Look\nhere', text_elements: [] },
      { type: 'image' as const, url: 'data:image/png;base64,AAAA' },
      { type: 'image' as const, url: 'https://example.com/a.png' },
    ];
    expect(shown({ type: 'userMessage', id: 'u', clientId: null, content })).toBe(
      '> Look\n> here\n> [image]\n> [image https://example.com/a.png]',
    );
  });

  test('a command with its end and the start of its output', () => {
    expect(shown(command)).toBe('  $ npm test  (exit 0, 1.2 s)\n    ok');
    const long = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    expect(shown({ ...command, aggregatedOutput: long })).toMatch(
      /line 11\n {4}… 28 more lines, with --json$/,
    );
    expect(
      shown({ ...command, exitCode: null, status: 'declined', aggregatedOutput: null, durationMs: null }),
    ).toBe('  $ npm test  (declined)');
  });

  test('output cannot drive the terminal', () => {
    expect(shown({ ...command, aggregatedOutput: 'a\u001b[2J\rb' })).toContain('a\\u001b[2J\\u000db');
  });

  test('file changes', () => {
    const changes = [
      { path: 'a.ts', kind: { type: 'add' as const }, diff: '' },
      { path: 'b.ts', kind: { type: 'update' as const, move_path: 'c.ts' }, diff: '' },
    ];
    expect(shown({ type: 'fileChange', id: 'f', changes, status: 'failed' })).toBe(
      '  + a.ts (failed)\n  ~ b.ts to c.ts (failed)',
    );
  });

  test('a kind that nobody knows is named', () => {
    expect(shown({ type: 'hologram', id: 'h' } as unknown as ThreadItem)).toBe('  # hologram');
    expect(shown({ type: 'unknownRecord', id: 'r', recordType: 'event_msg/x', raw: { a: 1 } })).toBe(
      '  # unknown record event_msg/x: {"a":1}',
    );
  });
});

test('colours are there when wanted', () => {
  expect(turnLines(turn([{ ...command, exitCode: 1 }]), 1, painter(true)).join('\n')).toContain(
    '\u001b[31m(exit 1, 1.2 s)\u001b[39m',
  );
});
