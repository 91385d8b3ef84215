import { describe, expect, it } from 'vitest';
import { externalTarget } from './external-target';

describe('externalTarget', () => {
  it.each([
    ['https://a.example/b?c#d', 'a.example'],
    ['http://a.example:8080/', 'a.example:8080'],
    ['HTTPS://A.EXAMPLE/', 'a.example'],
    ['mailto:ada@a.example', 'ada@a.example'],
    // What a homograph really is: shown in its ASCII form.
    ['https://аpple.com/', 'xn--pple-43d.com'],
  ])('offers %s', (href, host) => {
    expect(externalTarget(href)?.host).toBe(host);
  });

  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['java\nscript:alert(1)'],
    [' javascript:alert(1)'],
    ['\u0001javascript:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['vbscript:x'],
    ['file:///etc/passwd'],
    ['smb://host/share'],
    ['ms-msdt:/id'],
    ['search-ms:query=x'],
    ['vscode://x'],
    ['codex://threads/1'],
    ['blob:https://a.example/1'],
    ['skein-media://thread/1'],
    ['https://user:pass@a.example/'],
    ['https://a.example@b.example/'],
    ['https:\\\\a.example'],
    ['https://a.example/\u202e'.replace('\u202e', '\n')],
    ['//a.example/'],
    ['/srv/demo/a.ts'],
    ['a.ts:12'],
    ['#top'],
    ['https://'],
    ['mailto:'],
    [''],
    [`https://a.example/${'x'.repeat(2100)}`],
  ])('does not offer %j', (href) => {
    expect(externalTarget(href)).toBeNull();
  });

  it('does not offer what is missing', () => {
    expect(externalTarget(null)).toBeNull();
    expect(externalTarget(undefined)).toBeNull();
  });
});
