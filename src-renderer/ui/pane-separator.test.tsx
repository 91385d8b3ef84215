import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PaneSeparator } from './pane-separator';

function Pane({ edge }: { edge?: 'left' }) {
  const [width, setWidth] = useState(200);
  return (
    <PaneSeparator
      label="Width"
      controls="pane"
      {...(edge && { edge })}
      width={width}
      min={160}
      max={240}
      onResize={setWidth}
      onReset={() => setWidth(180)}
    />
  );
}

const line = () => screen.getByRole('separator', { name: 'Width' });
const width = () => Number(line().getAttribute('aria-valuenow'));

beforeEach(() => {
  // jsdom has no pointer capture.
  HTMLElement.prototype.setPointerCapture = () => undefined;
});

afterEach(cleanup);

it('moves by the keyboard, within its limits', () => {
  render(<Pane />);
  fireEvent.keyDown(line(), { key: 'ArrowRight' });
  expect(width()).toBe(216);
  fireEvent.keyDown(line(), { key: 'ArrowLeft' });
  expect(width()).toBe(200);
  fireEvent.keyDown(line(), { key: 'End' });
  fireEvent.keyDown(line(), { key: 'ArrowRight' });
  expect(width()).toBe(240);
  fireEvent.keyDown(line(), { key: 'Home' });
  expect(width()).toBe(160);
  fireEvent.keyDown(line(), { key: 'ArrowRight', ctrlKey: true });
  expect(width()).toBe(160);
});

it('follows the pointer while it is held, and goes back on a double click', () => {
  render(<Pane />);
  fireEvent.pointerDown(line(), { button: 0, clientX: 200, pointerId: 1 });
  fireEvent.pointerMove(line(), { clientX: 221.4 });
  expect(width()).toBe(221);
  fireEvent.pointerMove(line(), { clientX: 900 });
  expect(width()).toBe(240);
  fireEvent.lostPointerCapture(line());
  fireEvent.pointerMove(line(), { clientX: 200 });
  expect(width()).toBe(240);
  fireEvent.doubleClick(line());
  expect(width()).toBe(180);
});

it('moves the other way where it is the left edge of its pane', () => {
  render(<Pane edge="left" />);
  fireEvent.keyDown(line(), { key: 'ArrowLeft' });
  expect(width()).toBe(216);
  fireEvent.pointerDown(line(), { button: 0, clientX: 500, pointerId: 1 });
  fireEvent.pointerMove(line(), { clientX: 510 });
  expect(width()).toBe(206);
});
