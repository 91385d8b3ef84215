import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ErrorBoundary } from './error-boundary';

beforeEach(() => {
  // React reports what a boundary caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

let broken = true;
function Part() {
  if (broken) throw new Error('no such thing');
  return <p>whole</p>;
}

it('keeps the fault of a part to that part, says so, and tries again', () => {
  broken = true;
  const view = (key: string) => (
    <>
      <p>neighbour</p>
      <ErrorBoundary what="The part" resetKey={key}>
        <Part />
      </ErrorBoundary>
    </>
  );
  const { rerender } = render(view('a'));
  expect(screen.getByText('neighbour')).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toContain('The part cannot be shown');
  expect(screen.getByRole('alert').textContent).toContain('no such thing');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.queryByText('whole')).toBeNull();
  broken = false;
  rerender(view('b'));
  expect(screen.getByText('whole')).toBeTruthy();
});
