import type { Session, WebContents } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { guardSession } from './guard-session';

type Permission = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];

/** Every permission that the installed Electron knows: one more in its types does not compile until it is here. */
const permissions: Record<Permission, boolean> = {
  ar: false,
  'automatic-fullscreen': false,
  'background-fetch': false,
  'background-sync': false,
  'captured-surface-control': false,
  'clipboard-read': false,
  'clipboard-sanitized-write': true,
  'deprecated-sync-clipboard-read': false,
  'display-capture': false,
  fileSystem: false,
  fullscreen: false,
  geolocation: false,
  'geolocation-approximate': false,
  'hand-tracking': false,
  hid: false,
  'idle-detection': false,
  keyboardLock: false,
  'local-fonts': false,
  'local-network': false,
  'local-network-access': false,
  'loopback-network': false,
  media: false,
  mediaKeySystem: false,
  midi: false,
  midiSysex: false,
  nfc: false,
  notifications: false,
  openExternal: false,
  'payment-handler': false,
  'periodic-background-sync': false,
  'persistent-storage': false,
  pointerLock: false,
  'screen-wake-lock': false,
  sensors: false,
  serial: false,
  'smart-card': false,
  'speaker-selection': false,
  'storage-access': false,
  'system-wake-lock': false,
  'top-level-storage-access': false,
  unknown: false,
  usb: false,
  vr: false,
  'web-app-installation': false,
  'web-printing': false,
  'window-management': false,
};

function guarded() {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  };
  guardSession(session as unknown as Session);
  const [request] = session.setPermissionRequestHandler.mock.calls[0] as [
    (contents: WebContents, permission: string, answer: (allowed: boolean) => void) => void,
  ];
  const [check] = session.setPermissionCheckHandler.mock.calls[0] as [
    (contents: WebContents | null, permission: string) => boolean,
  ];
  const ask = (contents: WebContents, permission: string) => {
    const answer = vi.fn<(allowed: boolean) => void>();
    request(contents, permission, answer);
    expect(answer).toHaveBeenCalledOnce();
    return answer.mock.calls[0]?.[0];
  };
  return { session, ask, check };
}

const page = (url: string) => ({ getURL: () => url }) as WebContents;
const ours = page('skein://app/index.html');

describe.each(Object.entries(permissions))('%s', (permission, allowed) => {
  test(`is ${allowed ? 'given' : 'denied'} to the app's page`, () => {
    const { ask, check } = guarded();
    expect(ask(ours, permission)).toBe(allowed);
    expect(check(ours, permission)).toBe(allowed);
  });

  test('is denied to everybody else', () => {
    const { ask, check } = guarded();
    for (const other of ['https://example.org/', 'skein://app.example/', 'file:///x', '']) {
      expect(ask(page(other), permission)).toBe(false);
      expect(check(page(other), permission)).toBe(false);
    }
    expect(check(null, permission)).toBe(false);
  });
});

test('no device is ever given', () => {
  const { session } = guarded();
  const [handler] = session.setDevicePermissionHandler.mock.calls[0] as [() => boolean];
  expect(handler()).toBe(false);
});

test('no request reaches the network or a file', () => {
  const { session } = guarded();
  const [{ urls }, listener] = session.webRequest.onBeforeRequest.mock.calls[0] as [
    { urls: string[] },
    (details: object, answer: (decision: object) => void) => void,
  ];
  expect(urls).toEqual(['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`));
  const answer = vi.fn();
  listener({}, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel: true });
});
