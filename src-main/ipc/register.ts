import { serialize } from 'node:v8';
import type * as z from 'zod';
import type { Sequenced } from '../contracts/bridge';
import type { AnyChannel, OutputOf } from '../contracts/channel';
import type { Failure, Result } from '../contracts/result';
import { StoreError, toFailure } from '../store/errors';
import type { ContentsLike, FrameLike, Windows } from './windows';

/** Largest input and largest reply, in bytes as they cross the process boundary. */
export const inputLimit = 1024 * 1024;
export const replyLimit = 2 * 1024 * 1024;
const slowMs = 200;

/** What a handler gets is the parsed input; it rejects with a StoreError. */
export type Handler<C extends AnyChannel> = (input: z.output<C['input']>) => Promise<OutputOf<C>>;

/** One handler per channel of an area, by channel name: a missing or a misspelt one does not compile. */
export type HandlersOf<Channels extends readonly AnyChannel[]> = {
  readonly [C in Channels[number] as C['name']]: Handler<C>;
};

/** The part of Electron's invoke event that the sender check looks at. */
export interface InvokeEvent {
  readonly sender: ContentsLike;
  readonly senderFrame: FrameLike | null;
}

/** The part of Electron's ipcMain that is needed. */
export interface IpcMainLike {
  handle(channel: string, listener: (event: InvokeEvent, ...args: unknown[]) => Promise<unknown>): void;
}

export interface IpcLog {
  warn(message: string, facts: Record<string, string | number>): void;
}

export interface IpcParts {
  ipcMain: IpcMainLike;
  windows: Windows;
  /** The only origin that may call, e.g. `skein://app`. */
  origin: string;
  log: IpcLog;
  /** Test builds: every reply is checked against its contract too. */
  checkReplies: boolean;
}

/**
 * Puts a handler behind a channel: the only place that talks to ipcMain.
 *
 * Owns the sender check, the parse of the input, the size caps, the timing, the mapping of errors and the number
 * of the reply. A call never throws across the process boundary.
 */
export function register<C extends AnyChannel>(parts: IpcParts, channel: C, handler: Handler<C>): void {
  const { ipcMain, windows, origin, log, checkReplies } = parts;

  ipcMain.handle(channel.name, async (event, ...args): Promise<Sequenced<Result<unknown>>> => {
    const stream = senderIsOurs(event, origin) ? windows.streamOf(event.sender) : undefined;
    if (!stream) {
      log.warn('IPC call refused', { channel: channel.name, code: 'refused' });
      return {
        seq: 0,
        body: { ok: false, error: { code: 'refused', message: 'This sender may not call.' } },
      };
    }
    stream.open();
    const begun = performance.now();
    const reply = await answer(args);
    const took = Math.round(performance.now() - begun);
    if (took > slowMs) log.warn('IPC call was slow', { channel: channel.name, ms: took });
    if (!reply.ok) log.warn('IPC call failed', { channel: channel.name, code: reply.error.code });
    return stream.number(reply);
  });

  async function answer(args: unknown[]): Promise<Result<unknown>> {
    try {
      const value = await handler(parseInput(channel, args));
      if (checkReplies) checkOutput(channel, value);
      if (serialize(value).byteLength > replyLimit) {
        throw new StoreError('too_large', 'The answer is over the size limit: ask for less.', {
          limit: replyLimit,
        });
      }
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: asFailure(error, channel.name, log) };
    }
  }
}

/** Exact origin, main frame: a frame inside the page, or another page in the window, is somebody else. */
function senderIsOurs({ sender, senderFrame }: InvokeEvent, origin: string): boolean {
  if (!senderFrame || sender.isDestroyed()) return false;
  return senderFrame === sender.mainFrame && senderFrame.origin === origin;
}

function parseInput<C extends AnyChannel>(channel: C, args: unknown[]): z.output<C['input']> {
  if (args.length !== 1) {
    throw new StoreError(
      'invalid_request',
      `${channel.name} takes exactly one argument, not ${args.length}.`,
    );
  }
  if (serialize(args[0]).byteLength > inputLimit) {
    throw new StoreError('refused', `The argument of ${channel.name} is too large.`, { limit: inputLimit });
  }
  // zod takes a Map or a Date for an object without fields.
  if (!isPlainObject(args[0]))
    throw new StoreError('invalid_request', `${channel.name} takes a plain object.`);
  const parsed = channel.input.safeParse(args[0]);
  if (parsed.success) return parsed.data as z.output<C['input']>;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'argument'}: ${message}`);
  throw new StoreError('invalid_request', `${channel.name}: ${wrong.join('; ')}`);
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function checkOutput(channel: AnyChannel, value: unknown): void {
  const parsed = channel.output.safeParse(value);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  throw new StoreError(
    'internal',
    `The reply breaks its contract at ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

/** Anything but a StoreError is a fault of ours: its text may quote a rollout, so only its name is logged. */
function asFailure(error: unknown, channel: string, log: IpcLog): Failure {
  if (!(error instanceof StoreError)) {
    log.warn('IPC handler threw', { channel, error: error instanceof Error ? error.name : typeof error });
  }
  return toFailure(error);
}
