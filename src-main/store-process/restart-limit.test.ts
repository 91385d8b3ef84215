import { expect, test } from 'vitest';
import { RestartLimit } from './restart-limit';

test('allows so many in a minute and no more', () => {
  let now = 0;
  const limit = new RestartLimit(2, () => now);
  expect(limit.allows()).toBe(true);
  now = 30_000;
  expect(limit.allows()).toBe(true);
  now = 59_999;
  expect(limit.allows()).toBe(false);
  expect(limit.count).toBe(3);
});

test('forgets what is a minute old, and everything on request', () => {
  let now = 0;
  const limit = new RestartLimit(1, () => now);
  expect(limit.allows()).toBe(true);
  now = 60_000;
  expect(limit.count).toBe(0);
  expect(limit.allows()).toBe(true);
  expect(limit.allows()).toBe(false);
  limit.reset();
  expect(limit.count).toBe(0);
  expect(limit.allows()).toBe(true);
});
