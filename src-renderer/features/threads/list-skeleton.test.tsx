import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ListSkeleton } from './list-skeleton';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('shows nothing while it is quick', () => {
  render(<ListSkeleton />);
  act(() => {
    vi.advanceTimersByTime(149);
  });
  expect(screen.queryByRole('status')).toBeNull();
  act(() => {
    vi.advanceTimersByTime(1);
  });
  expect(screen.getByRole('status', { name: 'Loading threads' })).toBeTruthy();
});
