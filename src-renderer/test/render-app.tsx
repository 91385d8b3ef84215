import type { SkeinEvent } from '@contracts/events';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import { App } from '../app/app';
import { createClient } from '../app/client';
import { type FakeBridge, type FakeHome, fakeBridge } from './fake-bridge';

/** Gives every element a size and lets it scroll: jsdom has no layout, and a virtual list in no room shows no rows. */
export function stubLayout(): void {
  const size = { configurable: true, get: () => 600 };
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: size,
    offsetWidth: size,
    clientHeight: size,
  });
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, options?: ScrollToOptions | number) {
    if (typeof options === 'object') this.scrollTop = options.top ?? 0;
    // Browsers tell of it later, too.
    setTimeout(() => fireEvent.scroll(this));
  } as typeof HTMLElement.prototype.scrollTo;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

/** Lets everything that waits for replies and timers of up to `ms` go on. */
export async function settle(ms = 20): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, ms)));
}

/** Presses a key where the focus is. */
export function press(key: string, init: KeyboardEventInit = {}): void {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...init });
}

/** Emits an event as main would and lets the window take it. */
export async function tell(fake: FakeBridge, event: SkeinEvent): Promise<void> {
  fake.emit(event);
  await settle();
}

/** The whole window over a home in memory, once it has answered; the test cleans up. */
export async function renderApp(home: Partial<FakeHome> = {}) {
  stubLayout();
  const fake = fakeBridge(home);
  const view = render(<App client={createClient(fake.bridge)} />);
  await screen.findByRole('contentinfo');
  await waitFor(() => expect(document.querySelector('[aria-busy]')).toBeNull());
  return { fake, ...view };
}
