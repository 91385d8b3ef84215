import { expect, test } from 'vitest';
import { placeWindow, smallest } from './window-state';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});

test('opens where it was', () => {
  expect(placeWindow(at(10, 20), [screen])).toEqual({ x: 10, y: 20, width: 1000, height: 700 });
  expect(placeWindow(at(2000, 100), [screen, second])).toMatchObject({ x: 2000, y: 100 });
});

test.each([
  ['never before', { bounds: null, isMaximized: false }],
  ['the second screen is gone', at(2000, 100)],
  ['left of everything', at(-950, 100)],
  ['the title bar is above the screen', at(0, -200)],
  ['the title bar is below the screen', at(0, 1070)],
])('opens in the usual size where the system wants it: %s', (_why, state) => {
  const place = placeWindow(state, [screen]);
  expect(place).not.toHaveProperty('x');
  expect(place.width).toBeGreaterThanOrEqual(smallest.width);
});

test('is never smaller than its panes need', () => {
  expect(placeWindow(at(0, 0, 200, 100), [screen])).toEqual({ x: 0, y: 0, ...smallest });
});

test('no screen at all is no crash', () => {
  expect(placeWindow(at(0, 0), [])).not.toHaveProperty('x');
});
