// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useHeld } from './use-held';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const start = (active: boolean) => renderHook((now: boolean) => useHeld(now, 2000), { initialProps: active });
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('holds what was only there for a moment', async () => {
  const { result, rerender } = start(false);
  expect(result.current).toBe(false);
  rerender(true);
  await wait(140);
  rerender(false);
  await wait(1859);
  expect(result.current).toBe(true);
  await wait(1);
  expect(result.current).toBe(false);
});

it('adds nothing to what was there long enough', async () => {
  const { result, rerender } = start(true);
  await wait(5000);
  expect(result.current).toBe(true);
  rerender(false);
  await wait(0);
  expect(result.current).toBe(false);
});

it('counts anew when it comes again while it is held', async () => {
  const { result, rerender } = start(true);
  await wait(100);
  rerender(false);
  await wait(1500);
  rerender(true);
  await wait(100);
  rerender(false);
  await wait(1899);
  expect(result.current).toBe(true);
  await wait(1);
  expect(result.current).toBe(false);
});
