import type { StoreState } from '../contracts/app';
import { StoreError } from '../store/errors';
import type { StoreEvent, Unsubscribe } from '../store/types';
import { isRead, type Port, type StoreMethod } from './protocol';
import { RestartLimit } from './restart-limit';
import { StoreConnection } from './store-connection';
import type { StoreLink } from './store-proxy';

/** A running store process, as the launcher hands it over. */
export interface StoreProcess extends Port {
  /** Called once, however the process ended. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** With the third crash in a minute the store is given up until the user restarts it. */
const crashesBorne = 2;
/** How long a store may take to close before its process is ended, in ms. */
const closeLimit = 2000;

export interface SupervisorParts {
  launch(): StoreProcess;
  onState(state: StoreState): void;
  /** Monotonic clock in ms. */
  now?: () => number;
}

/** Keeps one store process running, and gives every call to the one that runs. */
export class StoreSupervisor implements StoreLink {
  readonly #parts: SupervisorParts;
  readonly #crashes: RestartLimit;
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #state: StoreState = { state: 'starting', restarts: 0, message: null };
  #process: StoreProcess | undefined;
  #connection: StoreConnection | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    this.#crashes = new RestartLimit(crashesBorne, parts.now);
    this.#start();
  }

  get state(): StoreState {
    return this.#state;
  }

  /**
   * Asks the store. A read that a crash interrupted is asked once more of the next process;
   * `store_unavailable` when that one is lost too, or when the store was given up or closed.
   */
  async call(method: StoreMethod, params: unknown): Promise<unknown> {
    const connection = this.#running();
    try {
      return await connection.call(method, params);
    } catch (error) {
      if (!connection.lost || !isRead(method)) throw error;
      return await this.#running().call(method, params);
    }
  }

  subscribe(listener: (event: StoreEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts the store again after it was given up; nothing when it runs. */
  restart(): void {
    if (this.#connection || this.#closing) return;
    this.#crashes.reset();
    this.#report('starting', null);
    this.#start();
  }

  /** Closes the store and ends its process, by force when it takes too long. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#stop();
    return this.#closing;
  }

  async #stop(): Promise<void> {
    const process = this.#process;
    const connection = this.#connection;
    if (!process || !connection) return;
    const ended = new Promise<void>((resolve) => process.onExit(() => resolve()));
    const limit = setTimeout(() => process.kill(), closeLimit);
    // The answer may get lost when the process ends right after it; its end is what counts.
    connection.call('close', null).catch(() => undefined);
    await ended;
    clearTimeout(limit);
  }

  #running(): StoreConnection {
    if (this.#connection && !this.#closing) return this.#connection;
    throw new StoreError(
      'store_unavailable',
      this.#closing ? 'The store was closed.' : 'The store was given up.',
    );
  }

  #start(): void {
    let process: StoreProcess;
    try {
      process = this.#parts.launch();
    } catch (error) {
      this.#report('failed', error instanceof Error ? error.message : String(error));
      return;
    }
    const connection = new StoreConnection(
      process,
      () => this.#report('ready', null),
      (event) => {
        for (const listener of this.#listeners) listener(event);
      },
    );
    this.#process = process;
    this.#connection = connection;
    process.onExit((reason) => this.#exited(connection, reason));
  }

  #exited(connection: StoreConnection, reason: string): void {
    this.#process = undefined;
    this.#connection = undefined;
    // The next process is there before the pending calls fail: their second try goes to it.
    if (!this.#closing) {
      const goOn = this.#crashes.allows();
      this.#report(goOn ? 'restarting' : 'failed', reason);
      if (goOn) this.#start();
    }
    connection.lose();
  }

  #report(state: StoreState['state'], message: string | null): void {
    this.#state = { state, restarts: this.#crashes.count, message };
    this.#parts.onState(this.#state);
  }
}
