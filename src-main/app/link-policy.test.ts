import { describe, expect, test } from 'vitest';
import { judgeLink } from './link-policy';

const opens: [string, string][] = [
  ['https://example.org', 'example.org'],
  ['https://example.org/path?query=1#part', 'example.org'],
  ['HTTPS://EXAMPLE.ORG/', 'example.org'],
  ['https://example.org:8443/', 'example.org:8443'],
  ['https://sub.example.co.uk/%20%0a', 'sub.example.co.uk'],
  ['https://user-content.example.org/@name', 'user-content.example.org'],
  ['https://example.org/?next=javascript:alert(1)', 'example.org'],
  ['https://example.org/file:///etc/passwd', 'example.org'],
  ['https://exämple.org/', 'xn--exmple-cua.org'],
  ['https://аррӏе.com/', 'xn--80ak6aa92e.com'],
  ['https://8.8.8.8/', '8.8.8.8'],
  ['https://172.32.0.1/', '172.32.0.1'],
  ['https://example.org/ж', 'example.org'],
  [`https://example.org/${'a'.repeat(2048 - 20)}`, 'example.org'],
];

const asks: [string, string][] = [
  ['http://example.org/', 'example.org'],
  ['HTTP://example.org', 'example.org'],
  ['http://example.org:8080/x', 'example.org:8080'],
  ['mailto:someone@example.org', 'someone@example.org'],
  ['mailto:someone@example.org?subject=x&body=y', 'someone@example.org'],
  ['https://localhost/', 'localhost'],
  ['https://localhost:3000/', 'localhost:3000'],
  ['http://127.0.0.1:8080/', '127.0.0.1:8080'],
  ['https://0x7f000001/', '127.0.0.1'],
  ['https://2130706433/', '127.0.0.1'],
  ['https://0177.0.0.1/', '127.0.0.1'],
  ['https://[::1]/', '[::1]'],
  ['https://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]'],
  ['https://10.0.0.1/', '10.0.0.1'],
  ['https://192.168.1.1/', '192.168.1.1'],
  ['https://172.16.0.1/', '172.16.0.1'],
  ['https://169.254.169.254/latest/meta-data', '169.254.169.254'],
  ['https://router/', 'router'],
  ['https://printer.local/', 'printer.local'],
  ['https://app.localhost/', 'app.localhost'],
];

const refused: string[] = [
  '',
  ' ',
  'example.org',
  'www.example.org',
  '//example.org/',
  '/etc/passwd',
  '../secret',
  '#anchor',
  'https:',
  'https://',
  'https:example.org',
  'https:/example.org',
  'https:///example.org',
  'https:\\\\example.org',
  'https://example.org\\@evil.org',
  'https://user@example.org/',
  'https://user:password@example.org/',
  'https://example.org@evil.org/',
  'https://:password@example.org/',
  'https://example.org/a b',
  ' https://example.org/',
  'https://example.org/\n',
  'https://example.org/\r\nHost: evil',
  'https://exa\tmple.org/',
  'https://example.org/\u0000',
  'https://example.org/\u007f',
  'https://example.org/\u0085',
  'https://example.org/\u202egpj.exe',
  'https://example.org/\u200b',
  'https://example.org/\u2066x\u2069',
  'https://example.org/\ufeff',
  'https://example.org/\u2028',
  'https://exa%00mple.org/',
  'https://example.org:99999/',
  'https://[::1/',
  `https://example.org/${'a'.repeat(2048)}`,
  'mailto:',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://example.org/1',
  'file:///etc/passwd',
  'file://server/share/x.exe',
  'filesystem:https://example.org/',
  '\\\\server\\share',
  'smb://server/share',
  'ftp://example.org/',
  'ssh://example.org/',
  'telnet://example.org/',
  'ldap://example.org/',
  'ms-msdt:/id PCWDiagnostic',
  'ms-settings:display',
  'ms-officecmd:%7b%7d',
  'search-ms:query=x&crumb=location:\\\\evil\\share',
  'search:query=x',
  'shell:startup',
  'vscode://file/etc/passwd',
  'vscode-insiders://x',
  'skein://app/index.html',
  'skein-media://thread/a/b/1?p=',
  'chrome://settings',
  'chrome-extension://abc/x.html',
  'devtools://devtools/x',
  'about:blank',
  'view-source:https://example.org/',
  'jar:https://example.org!/x',
  'intent://example.org#Intent;end',
  'x-apple.systempreferences:com.apple.preference.security',
  'itms-services://?action=download-manifest',
  'tel:123',
  'slack://open',
  'steam://run/1',
  'zoommtg://zoom.us/join',
  'git+ssh://git@example.org/x',
  'ws://example.org/',
  'wss://example.org/',
  'custom:anything',
];

test('the table is as long as it was asked to be', () => {
  expect(opens.length + asks.length + refused.length).toBeGreaterThanOrEqual(80);
});

describe('opens', () => {
  test.each(opens)('%s', (url, host) => {
    expect(judgeLink(url)).toMatchObject({ action: 'open', host });
  });
});

describe('asks', () => {
  test.each(asks)('%s', (url, host) => {
    expect(judgeLink(url)).toMatchObject({ action: 'ask', host });
  });
});

describe('refuses', () => {
  test.each(refused.map((url) => [JSON.stringify(url).slice(0, 80), url]))('%s', (_shown, url) => {
    expect(judgeLink(url)).toEqual({ action: 'refuse', reason: expect.any(String) });
  });
});

test('what is opened is what was parsed, with the host spelt in ASCII', () => {
  expect(judgeLink('https://exämple.org/ж')).toMatchObject({ url: 'https://xn--exmple-cua.org/%D0%B6' });
});
