import type { Place } from '@contracts/settings';
import type { Client } from '../../app/client';

const quietMs = 400;

/** Keeps where the user is for the next start: gathers what changes and sends it after a moment of quiet. */
export class PlaceWriter {
  readonly #client: Client;
  #waiting: Partial<Place> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  write(change: Partial<Place>): void {
    this.#waiting = { ...this.#waiting, ...change };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), quietMs);
  }

  /** Sends what waits now: the page is about to go. */
  flush(): void {
    clearTimeout(this.#timer);
    if (Object.keys(this.#waiting).length === 0) return;
    const change = this.#waiting;
    this.#waiting = {};
    // A place that cannot be kept costs a click at the next start; main has logged why.
    this.#client.settingsPlace(change).catch(() => undefined);
  }
}
