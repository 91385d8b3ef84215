import { EventEmitter } from 'node:events';
import type { App, WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import { guardContents, isOwnPage } from './guard-contents';

/** A web contents of the app, guarded. */
function guarded() {
  const app = new EventEmitter();
  guardContents(app as unknown as App);
  const loadURL = vi.fn(async () => undefined);
  const setWindowOpenHandler = vi.fn<WebContents['setWindowOpenHandler']>();
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler, loadURL });
  app.emit('web-contents-created', {}, contents);
  /** True when the event was prevented. */
  const emit = (name: string, facts: object = {}) => {
    const event = { ...facts, preventDefault: vi.fn() };
    contents.emit(name, event);
    return event.preventDefault.mock.calls.length > 0;
  };
  return { contents, emit, loadURL, setWindowOpenHandler };
}

const own = [
  'skein://app/',
  'skein://app/index.html',
  'skein://app/index.html#thread',
  'skein://app/recovery',
];
const others = [
  'https://example.org/',
  'http://app/index.html',
  'skein://app.example.org/index.html',
  'skein://app@evil/index.html',
  'skein://evil/index.html',
  'skein://app/other.html',
  'skein://app/index.html/../../x',
  'skein://app/index.html?x',
  'skein-media://thread/a/b/1?p=',
  'file:///etc/passwd',
  'data:text/html,<script>1</script>',
  'javascript:alert(1)',
  'blob:skein://app/1',
  'about:blank',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  '',
];

test.each(own)('%s is a page of ours, in the main frame', (url) => {
  expect(isOwnPage(url)).toBe(true);
  expect(guarded().emit('will-frame-navigate', { url, isMainFrame: true })).toBe(false);
  expect(guarded().emit('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
});

test.each(others)('nothing goes to %s', (url) => {
  const { emit } = guarded();
  expect(emit('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  expect(emit('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  expect(emit('will-redirect', { url })).toBe(true);
});

test('about:blank, which no event announces, is taken back', () => {
  const { contents, loadURL } = guarded();
  for (const url of own) contents.emit('did-navigate', {}, url);
  expect(loadURL).not.toHaveBeenCalled();
  contents.emit('did-navigate', {}, 'about:blank#x');
  expect(loadURL).toHaveBeenCalledExactlyOnceWith('skein://app/index.html');
});

test('no new windows, no embedded pages', () => {
  const { emit, setWindowOpenHandler } = guarded();
  const handler = setWindowOpenHandler.mock.calls[0]?.[0];
  for (const url of [...own, ...others]) {
    expect(handler?.({ url } as Electron.HandlerDetails)).toEqual({ action: 'deny' });
  }
  expect(emit('will-attach-webview')).toBe(true);
});
