import type { GitEvidenceSource } from '../git/git-evidence';
import type { ThreadManager } from '../threads/thread-manager';
import type { OptionKind } from './option-kinds';
import type { Output } from './output';

export type OptionKinds = Record<string, OptionKind<unknown>>;

/** The values that a set of options reads to. */
export type OptionValues<Kinds extends OptionKinds> = {
  readonly [Name in keyof Kinds]: Kinds[Name] extends OptionKind<infer Value> ? Value : never;
};

/** What a command works with, besides its own options. */
export interface CommandContext {
  readonly manager: ThreadManager;
  readonly git: GitEvidenceSource;
  /** Data only. */
  readonly out: Output;
  /** Messages for people: notes, warnings, progress. */
  readonly messages: Output;
  readonly json: boolean;
  /** Where relative paths of the command line start. */
  readonly cwd: string;
  /** Asks a question that takes yes or no; null where nobody is there to answer. */
  readonly ask: Ask | null;
}

/** Resolves to whether the answer was yes; anything but yes is no. */
export type Ask = (question: string) => Promise<boolean>;

/** One command: its help, its options, and what it does. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The words behind the name as the usage line shows them: `ID`; `[ID]` may be left out; `ID..` is one or more. */
  readonly argument: string | null;
  readonly options: OptionKinds;
  /** More help, below the options. */
  readonly notes: readonly string[];
  /** Resolves to the exit code. `words` are as many as `argument` says, `values` those that `options` read. */
  run(context: CommandContext, words: readonly string[], values: Record<string, unknown>): Promise<number>;
}

/** Ties the options of a command to the values that its `run` gets. */
export function defineCommand<Kinds extends OptionKinds>(
  command: Omit<Command, 'options' | 'run'> & {
    readonly options: Kinds;
    run(context: CommandContext, words: readonly string[], values: OptionValues<Kinds>): Promise<number>;
  },
): Command {
  return {
    ...command,
    run: (context, words, values) => command.run(context, words, values as OptionValues<Kinds>),
  };
}
