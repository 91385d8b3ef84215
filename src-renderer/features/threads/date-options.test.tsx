import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DateOptions } from './date-options';
import type { DateRange } from './date-range';

let range: DateRange | null = null;
/** Keeps the range as the filters would, and lets the test see it. */
function Host() {
  const [value, setValue] = useState<DateRange | null>(null);
  const take = (next: DateRange | null) => {
    range = next;
    setValue(next);
  };
  return <DateOptions value={value} onChange={take} />;
}

beforeEach(() => {
  range = null;
});

afterEach(cleanup);

it('chooses a usual span and takes it back', () => {
  render(<Host />);
  fireEvent.click(screen.getByRole('button', { name: 'Last 7 days' }));
  expect(range).toEqual({ kind: 'days7' });
  expect(screen.getByRole('button', { name: 'Last 7 days', pressed: true })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Any time' }));
  expect(range).toBeNull();
});

it('takes days of one’s own, open at either end, and nothing when both are empty', () => {
  render(<Host />);
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-01' } });
  expect(range).toEqual({ kind: 'custom', from: '2026-11-01', to: null });
  fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-11-05' } });
  expect(range).toEqual({ kind: 'custom', from: '2026-11-01', to: '2026-11-05' });
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '' } });
  fireEvent.change(screen.getByLabelText('To'), { target: { value: '' } });
  expect(range).toBeNull();
});
