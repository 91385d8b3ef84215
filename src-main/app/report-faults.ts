import type { App } from 'electron';
import type { Log } from './log';

/** Writes down what nobody has handled; the app goes on, for its windows and its store can be started again. */
export function reportFaults(app: App, log: Log): void {
  const report = (kind: string) => (error: unknown) => {
    // The message of a parse error quotes what it parsed, so only the place is written.
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const place = stack.split('\n').find((line) => line.startsWith('    at ')) ?? '';
    log.warn(kind, { error: error instanceof Error ? error.name : typeof error, place: place.trim() });
  };
  process.on('uncaughtException', report('uncaught exception'));
  process.on('unhandledRejection', report('unhandled rejection'));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    log.warn('child process gone', { type, reason, exitCode });
  });
}
