import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { afterEach, expect, test, vi } from 'vitest';
import { reportFaults } from './report-faults';

const kinds = ['uncaughtException', 'unhandledRejection'] as const;
const before = kinds.map((kind) => process.listeners(kind as 'uncaughtException'));
afterEach(() => {
  for (const [index, kind] of kinds.entries()) {
    for (const listener of process.listeners(kind as 'uncaughtException')) {
      if (!before[index]?.includes(listener)) process.off(kind, listener);
    }
  }
});

test('says what kind of fault was where, and nothing of its text', () => {
  const log = { info: vi.fn(), warn: vi.fn(), settled: async () => undefined };
  const app = new EventEmitter();
  reportFaults(app as unknown as App, log);
  const handlers = kinds.map((kind) => process.listeners(kind as 'uncaughtException').at(-1));
  for (const handler of handlers)
    handler?.(new SyntaxError('Unexpected token in "the prompt"'), 'uncaughtException');
  handlers[1]?.('the prompt' as unknown as Error, 'unhandledRejection');
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 5, name: 'x' });
  expect(log.warn.mock.calls).toEqual([
    ['uncaught exception', { error: 'SyntaxError', place: expect.stringContaining('report-faults.test.ts') }],
    [
      'unhandled rejection',
      { error: 'SyntaxError', place: expect.stringContaining('report-faults.test.ts') },
    ],
    ['unhandled rejection', { error: 'string', place: '' }],
    ['child process gone', { type: 'GPU', reason: 'crashed', exitCode: 5 }],
  ]);
});
