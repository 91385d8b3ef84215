import { beforeEach, describe, expect, test, vi } from 'vitest';
import { channels } from '../contracts/bridge';
import type { Result } from '../contracts/result';
import { storeDouble } from '../store-process/testing/store-double';
import { ThreadManager } from '../threads/thread-manager';
import { registerAll } from './handlers';
import { type InvokeEvent, inputLimit } from './register';
import { type FakeContents, fakeContents, fakeIpcMain } from './testing/fake-ipc';
import { validInputs } from './testing/valid-inputs';
import { Windows } from './windows';

// Generated from the list of channels: a channel without a handler, or without an input to spoil, fails here.

const origin = 'skein://app';
const handled = vi.fn();
const log = { warn: vi.fn() };

let contents: FakeContents;
let ipc: ReturnType<typeof fakeIpcMain>;

beforeEach(() => {
  vi.clearAllMocks();
  ipc = fakeIpcMain();
  contents = fakeContents(origin);
  const windows = new Windows();
  windows.add(contents);
  const does = (name: string) => async (input?: unknown) => handled(name, input) as never;
  registerAll(
    { ipcMain: ipc.ipcMain, windows, origin, log, checkReplies: false },
    {
      manager: new ThreadManager(storeDouble((method, input) => handled(method, input) as unknown)),
      git: { evidence: does('evidence'), allow: does('allow'), history: does('history') },
      settings: { read: does('read'), writeSettings: does('write'), writePlace: does('place') },
      app: {
        describe: does('describe'),
        chooseHome: does('chooseHome'),
        openDemo: does('openDemo'),
        restartStore: does('restartStore'),
        openExternal: does('openExternal'),
        resumeInCodex: does('resumeInCodex'),
      },
    },
  );
  // What some handlers cut down to the window's size; the others pass on whatever they get.
  handled.mockReturnValue({ damage: [], moreDamage: 0, data: [], preview: '' });
});

test('there is a handler for every channel, and no other', () => {
  expect(ipc.channels().sort()).toEqual(channels.map(({ name }) => name).sort());
});

const wrongValues: [string, unknown][] = [
  ['an object', { an: 'object' }],
  ['NaN', Number.NaN],
  ['a text', 'text'],
  ['a list of objects', [{}]],
  ['a bigint', 1n],
  ['a Date', new Date(0)],
  ['a text of 30,000', 'x'.repeat(30_000)],
];

interface Reply {
  seq: number;
  body: Result<unknown>;
}

const ours = (): InvokeEvent => ({ sender: contents, senderFrame: contents.mainFrame });

describe.each(channels.map(({ name }) => name))('%s', (name) => {
  const valid = validInputs[name] as Record<string, unknown>;
  const invoke = (event: InvokeEvent, ...args: unknown[]) =>
    ipc.invoke(name, event, ...args) as Promise<Reply>;

  test('serves its window', async () => {
    const { seq, body } = await invoke(ours(), valid);
    expect(body).toMatchObject({ ok: true });
    expect(seq).toBe(1);
    expect(handled).toHaveBeenCalledOnce();
  });

  const foreign: [string, () => InvokeEvent][] = [
    [
      'contents that are no window of ours',
      () => {
        const other = fakeContents(origin);
        return { sender: other, senderFrame: other.mainFrame };
      },
    ],
    [
      'contents that pretend another id',
      () => {
        const other = { ...fakeContents(origin), id: contents.id };
        return { sender: other, senderFrame: other.mainFrame };
      },
    ],
    ['a frame inside the page', () => ({ sender: contents, senderFrame: { origin } })],
    ['a frame that is gone', () => ({ sender: contents, senderFrame: null })],
    ...['https://app', 'skein://app.example', 'skein://other', 'file://', 'null', '', 'skein://app/'].map(
      (wrong): [string, () => InvokeEvent] => [
        `the origin '${wrong}'`,
        () => {
          contents.mainFrame = { origin: wrong };
          return ours();
        },
      ],
    ),
    [
      'destroyed contents',
      () => {
        const event = ours();
        contents.destroy();
        return event;
      },
    ],
  ];
  test.each(foreign)('refuses %s', async (_who, event) => {
    const { seq, body } = await invoke(event(), valid);
    expect(body).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(seq).toBe(0);
    expect(handled).not.toHaveBeenCalled();
    expect(log.warn).toHaveBeenCalledOnce();
  });

  const wrongArguments: [string, unknown[]][] = [
    ['none', []],
    ['one too many', [valid, valid]],
    ['an extra undefined', [valid, undefined]],
    ['undefined', [undefined]],
    ['null', [null]],
    ['a string', ['x']],
    ['a number', [1]],
    ['a list', [[valid]]],
    ['a Map', [new Map(Object.entries(valid))]],
    ['a Date', [new Date(0)]],
    ['an extra field', [{ ...valid, extra: 1 }]],
    [
      'an extra own __proto__',
      [
        JSON.parse(
          `{${JSON.stringify(valid).slice(1, -1)}${Object.keys(valid).length ? ',' : ''}"__proto__":{}}`,
        ),
      ],
    ],
    ...Object.keys(valid).flatMap((field): [string, unknown[]][] =>
      wrongValues
        .filter(([, wrong]) => wrong !== 'text' || typeof valid[field] !== 'string')
        .map(([what, wrong]) => [`${field} as ${what}`, [{ ...valid, [field]: wrong }]]),
    ),
  ];
  test.each(wrongArguments)('refuses wrong arguments: %s', async (_what, args) => {
    const { seq, body } = await invoke(ours(), ...args);
    expect(body).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
    // A window's own call always gets its number: the client waits for it.
    expect(seq).toBe(1);
    expect(handled).not.toHaveBeenCalled();
  });

  test('refuses an argument over the size limit before it is looked at', async () => {
    const { body } = await invoke(ours(), { ...valid, filler: 'x'.repeat(inputLimit) });
    expect(body).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(handled).not.toHaveBeenCalled();
  });
});
