/** The same calls, each announced by its name before it is made; an announcement that throws makes the call reject. */
export function beforeCalls<Calls extends object>(calls: Calls, announce: (name: string) => void): Calls {
  return new Proxy(calls, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        announce(String(name));
        return (await Reflect.apply(value, target, args)) as unknown;
      };
    },
  });
}
