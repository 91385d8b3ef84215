import type { ThreadStore } from '../../store/thread-store';

/** A call that waits in front of the store until it is let through. */
export interface HeldCall {
  params: unknown;
  pass(): void;
  fail(error: Error): void;
}

/** A gate before one call of a store. */
export interface Gate {
  readonly held: HeldCall[];
  /** Resolves to the next call that arrives, or that waits already. */
  next(): Promise<HeldCall>;
  /** Lets everything through from now on. */
  open(): void;
}

/** The same store, with gates before some of its calls, and a log of all calls in the order in which they were begun. */
export interface GatedStore<Store> {
  store: Store;
  log: string[];
  /** Holds calls of this name from now on, e.g. `metadata.updateThreadMetadata` or `readThread`. */
  gate(name: string): Gate;
}

const capabilities = new Set(['live', 'metadata', 'shelf', 'branching', 'edits']);

export function gatedStore<Store extends ThreadStore>(inner: Store): GatedStore<Store> {
  const gates = new Map<string, { gate: Gate; arrive(params: unknown): Promise<void> }>();
  const log: string[] = [];

  function wrap<Target extends object>(target: Target, prefix: string): Target {
    return new Proxy(target, {
      get(of, key, receiver) {
        const value: unknown = Reflect.get(of, key, receiver);
        const name = `${prefix}${String(key)}`;
        if (capabilities.has(name) && typeof value === 'object' && value) return wrap(value, `${name}.`);
        if (typeof value !== 'function' || name === 'subscribe') return value;
        return async (...args: unknown[]) => {
          log.push(name);
          await gates.get(name)?.arrive(args[0]);
          return (await Reflect.apply(value, of, args)) as unknown;
        };
      },
    });
  }

  return {
    store: wrap(inner, ''),
    log,
    gate(name) {
      const made = createGate(() => gates.delete(name));
      gates.set(name, made);
      return made.gate;
    },
  };
}

function createGate(remove: () => void) {
  const held: HeldCall[] = [];
  const wanted: ((call: HeldCall) => void)[] = [];
  const gate: Gate = {
    held,
    async next() {
      const waiting = held.shift();
      return waiting ?? (await new Promise<HeldCall>((resolve) => wanted.push(resolve)));
    },
    open() {
      remove();
      for (const call of held.splice(0)) call.pass();
    },
  };
  function arrive(params: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      const call = { params, pass: resolve, fail: reject };
      const wants = wanted.shift();
      if (wants) wants(call);
      else held.push(call);
    });
  }
  return { gate, arrive };
}
