import type * as z from 'zod';

/** One request channel: name, what goes in, what comes out. Handler and client types are derived from it. */
export interface Channel<Name extends string, Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: Name;
  readonly input: Input;
  readonly output: Output;
}

/** Defines a request channel. `input` must be a strict object, so that extra arguments are refused. */
export function channel<Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  name: Name,
  input: Input,
  output: Output,
): Channel<Name, Input, Output> {
  return { name, input, output };
}

export type AnyChannel = Channel<string, z.ZodType, z.ZodType>;
export type InputOf<C extends AnyChannel> = z.input<C['input']>;
export type OutputOf<C extends AnyChannel> = z.output<C['output']>;
