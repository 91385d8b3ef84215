import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSettled } from './use-settled';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function pass(ms: number): void {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
}

it('follows a lone change at once and a burst when it rests', () => {
  const { result, rerender } = renderHook(({ value }) => useSettled(value, 100), {
    initialProps: { value: 0 },
  });
  rerender({ value: 1 });
  expect(result.current).toBe(1);
  for (const value of [2, 3, 4]) {
    pass(50);
    rerender({ value });
    expect(result.current).toBe(1);
  }
  pass(100);
  expect(result.current).toBe(4);
  pass(1000);
  rerender({ value: 5 });
  expect(result.current).toBe(5);
});
