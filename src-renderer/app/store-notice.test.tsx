// @vitest-environment jsdom
import type { StoreState } from '@contracts/app';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreNotice } from './store-notice';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const notice = (state: StoreState['state']) => <StoreNotice store={{ state, restarts: 1, message: null }} />;
const said = () => screen.queryByText(/Reading was interrupted/) !== null;
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('stays long enough to be read, however quick the restart was', async () => {
  const { rerender } = render(notice('ready'));
  expect(said()).toBe(false);
  rerender(notice('restarting'));
  await wait(140);
  rerender(notice('ready'));
  expect(said()).toBe(true);
  await wait(1859);
  expect(said()).toBe(true);
  await wait(1);
  expect(said()).toBe(false);
});

it('gives way to the view that says that reading has stopped', async () => {
  const { rerender } = render(notice('restarting'));
  expect(said()).toBe(true);
  rerender(notice('failed'));
  expect(said()).toBe(false);
});
