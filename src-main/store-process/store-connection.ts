import { StoreError, fromFailure } from '../store/errors';
import type { StoreEvent } from '../store/types';
import type { Port, StoreMessage, StoreMethod } from './protocol';

interface Pending {
  resolve(value: unknown): void;
  reject(error: StoreError): void;
}

/** The calls that one store process has not answered yet. */
export class StoreConnection {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #lost = false;

  constructor(port: Port, onReady: () => void, onEvent: (event: StoreEvent) => void) {
    this.#port = port;
    port.onMessage((data) => {
      if (this.#lost) return;
      const message = data as StoreMessage;
      if (message.kind === 'ready') onReady();
      else if (message.kind === 'event') onEvent(message.event);
      else this.#settle(message);
    });
  }

  /** True once the process is gone. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Rejects with the store's own error, or `store_unavailable` when the process ends before it answers. */
  call(method: StoreMethod, params: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#lost) {
        reject(new StoreError('store_unavailable', 'The store process is gone.'));
        return;
      }
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      this.#port.postMessage({ id: this.#lastId, method, params });
    });
  }

  /** Fails what is pending: the process ended. */
  lose(): void {
    this.#lost = true;
    for (const { reject } of this.#pending.values()) {
      reject(new StoreError('store_unavailable', 'The store process ended before it answered.'));
    }
    this.#pending.clear();
  }

  #settle(message: Extract<StoreMessage, { kind: 'result' | 'failure' }>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === 'result') pending?.resolve(message.value);
    else pending?.reject(fromFailure(message.error));
  }
}
