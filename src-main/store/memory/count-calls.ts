/** How often each call of a store was made, e.g. `live.appendItems`. */
export type CallCounts = Map<string, number>;

/** The same calls, counted. */
export function countCalls<Calls extends object>(calls: Calls, counts: CallCounts, prefix = ''): Calls {
  return new Proxy(calls, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const key = `${prefix}${String(name)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}
