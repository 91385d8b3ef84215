import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSettled } from './use-settled';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('follows a lone change at once and a burst when it rests', () => {
  const { result, rerender } = renderHook(({ value }) => useSettled(value, 100), {
    initialProps: { value: 0 },
  });
  rerender({ value: 1 });
  expect(result.current).toBe(1);
  for (const value of [2, 3, 4]) {
    act(() => vi.advanceTimersByTime(50));
    rerender({ value });
    expect(result.current).toBe(1);
  }
  act(() => vi.advanceTimersByTime(100));
  expect(result.current).toBe(4);
  act(() => vi.advanceTimersByTime(1000));
  rerender({ value: 5 });
  expect(result.current).toBe(5);
});
