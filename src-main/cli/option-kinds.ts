import { UsageError } from './usage-error';

/** One option of a command: how it is written in the help and how its text becomes a value. */
export interface OptionKind<T> {
  /** Stands for the value in the help; null for an option that takes none. */
  readonly placeholder: string | null;
  readonly help: string;
  /** `given` are the texts in the order given; empty = absent. `name` is the option as the user writes it. */
  read(given: readonly string[], name: string): T;
}

/** An option without a value. */
export function flag(help: string): OptionKind<boolean> {
  return { placeholder: null, help, read: (given) => given.length > 0 };
}

/** Any text, empty text excepted. */
export function text(placeholder: string, help: string): OptionKind<string | undefined> {
  return { placeholder, help, read: single };
}

/** One of some words; `fallback` when absent. */
export function choice<const T extends string>(
  values: readonly T[],
  fallback: T,
  help: string,
): OptionKind<T> {
  return {
    placeholder: values.join('|'),
    help: `${help} (default ${fallback})`,
    read(given, name) {
      const value = single(given, name);
      return value === undefined ? fallback : oneOf(values, value, name);
    },
  };
}

/** Words separated by commas, each one of some when `values` is given; the option may be repeated. */
export function list<const T extends string>(
  placeholder: string,
  help: string,
  values?: readonly T[],
): OptionKind<T[] | undefined> {
  return {
    placeholder,
    help,
    read(given, name) {
      const words = given.flatMap((one) => one.split(',').map((word) => word.trim()));
      if (words.includes('')) throw new UsageError(`${name} expects ${placeholder}, separated by commas`);
      if (words.length === 0) return undefined;
      return words.map((word) => (values ? oneOf(values, word, name) : (word as T)));
    },
  };
}

/** A whole number from 1 on. */
export function count(placeholder: string, help: string): OptionKind<number | undefined> {
  return {
    placeholder,
    help,
    read(given, name) {
      const value = single(given, name);
      if (value === undefined) return undefined;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
      if (number < 1) throw new UsageError(`${name} expects a whole number from 1 on, not ${quote(value)}`);
      return number;
    },
  };
}

function single(given: readonly string[], name: string): string | undefined {
  if (given.length > 1) throw new UsageError(`${name} was given ${given.length} times; it takes one value`);
  if (given[0] === '') throw new UsageError(`${name} expects a value, not an empty text`);
  return given[0];
}

function oneOf<T extends string>(values: readonly T[], value: string, name: string): T {
  const found = values.find((one) => one === value);
  if (found === undefined) {
    throw new UsageError(`${name} expects one of ${values.join(', ')}, not ${quote(value)}`);
  }
  return found;
}

function quote(value: string): string {
  return JSON.stringify(value);
}
