import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';

test('names no source but the app itself', () => {
  const directives = contentSecurityPolicy.split('; ').map((directive) => directive.split(' '));
  expect(directives[0]).toEqual(['default-src', "'none'"]);
  const sources = new Set(
    directives.filter(([name]) => name?.endsWith('-src')).flatMap(([, ...values]) => values),
  );
  expect([...sources].sort()).toEqual(["'none'", "'self'", 'blob:', 'skein-media:']);
  for (const name of ['frame-ancestors', 'base-uri', 'form-action']) {
    expect(directives).toContainEqual([name, "'none'"]);
  }
  expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'");
});

test('blob is for images only', () => {
  const withBlob = contentSecurityPolicy.split('; ').filter((directive) => directive.includes('blob:'));
  expect(withBlob.map((directive) => directive.split(' ')[0])).toEqual(['img-src']);
});
