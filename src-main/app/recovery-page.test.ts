import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { recoveryPage } from './recovery-page';

test('depends on nothing: no script, no file, no link', async () => {
  const page = recoveryPage();
  const html = await page.text();
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(html).not.toMatch(/<(script|link|img|iframe|form|a)\b|\b(src|href)=|url\(/i);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

test('the policy allows exactly its own style', async () => {
  const page = recoveryPage();
  const style = /<style>(.*)<\/style>/s.exec(await page.text())?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
});
