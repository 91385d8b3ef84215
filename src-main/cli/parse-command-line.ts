import { parseArgs } from 'node:util';
import type { Command, OptionKinds } from './command';
import { flag, text } from './option-kinds';
import { UsageError } from './usage-error';

/** Options of every command. */
export const commonOptions = {
  home: text('DIR', 'the Codex home to read (default: CODEX_HOME, else ~/.codex)'),
  json: flag('write JSON instead of text'),
  help: flag('show this help'),
} satisfies OptionKinds;

/** Options where no command is named. */
export const programOptions = {
  help: commonOptions.help,
  version: flag('show the version'),
} satisfies OptionKinds;

export interface ParsedCommandLine {
  readonly command: Command;
  readonly home: string | undefined;
  readonly json: boolean;
  readonly words: readonly string[];
  readonly values: Record<string, unknown>;
}

/** What the user asked for: a command to run, or text to show. */
export type CommandLine =
  | { readonly kind: 'run'; readonly line: ParsedCommandLine }
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' };

/** Reads the arguments behind the program's name. Throws `UsageError` for whatever is not understood. */
export function parseCommandLine(args: readonly string[], commands: readonly Command[]): CommandLine {
  const options = parseOptions(commands);
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const [name, ...words] = tokens.filter((one) => one.kind === 'positional').map((one) => one.value);
  const optionTokens = tokens.filter((one) => one.kind === 'option');
  const wantsHelp = optionTokens.some((one) => one.name === 'help');

  if (name === undefined) {
    const given = collect(optionTokens, programOptions, 'skein without a command');
    if (given.has('help')) return { kind: 'help', command: null };
    if (given.has('version')) return { kind: 'version' };
    throw new UsageError(`a command is missing: ${names(commands)}`);
  }
  if (name === 'help') return { kind: 'help', command: words[0] ? find(words[0], commands) : null };
  const command = find(name, commands);
  if (wantsHelp) return { kind: 'help', command };

  const kinds: OptionKinds = { ...command.options, ...commonOptions };
  const given = collect(optionTokens, kinds, command.name);
  const read = <T>(key: string, kind: { read(texts: string[], name: string): T }) =>
    kind.read(given.get(key) ?? [], `--${key}`);
  const line: ParsedCommandLine = {
    command,
    home: read('home', commonOptions.home),
    json: read('json', commonOptions.json),
    words: wordsOf(command, words),
    values: Object.fromEntries(Object.entries(command.options).map(([key, kind]) => [key, read(key, kind)])),
  };
  return { kind: 'run', line };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** The texts given per option, all of them known to `who`. */
function collect(tokens: readonly OptionToken[], kinds: OptionKinds, who: string): Map<string, string[]> {
  const given = new Map<string, string[]>();
  for (const { name, rawName, value, inlineValue } of tokens) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      throw new UsageError(
        `${who} has no option ${rawName}; it has ${Object.keys(kinds)
          .map((one) => `--${one}`)
          .join(', ')}`,
      );
    }
    if (kind.placeholder === null) {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    } else {
      if (value === undefined) throw new UsageError(`${rawName} expects ${kind.placeholder}`);
      // Taking `--home --json` as a home named --json would hide a slip.
      if (!inlineValue && /^-./.test(value)) {
        throw new UsageError(
          `${rawName} expects ${kind.placeholder}; if it does start with a dash, write ${rawName}=${value}`,
        );
      }
    }
    given.set(name, [...(given.get(name) ?? []), value ?? '']);
  }
  return given;
}

/** The options of all commands in the terms of `parseArgs`: which take a value must be known before the command is. */
function parseOptions(commands: readonly Command[]) {
  const kinds: OptionKinds = Object.assign(
    {},
    ...commands.map((one) => one.options),
    commonOptions,
    programOptions,
  );
  const entries = Object.entries(kinds).map(([name, kind]) => {
    const type: 'boolean' | 'string' = kind.placeholder === null ? 'boolean' : 'string';
    return [name, name === 'help' ? { type, short: 'h' } : { type }] as const;
  });
  return Object.fromEntries(entries);
}

function find(name: string, commands: readonly Command[]): Command {
  const command = commands.find((one) => one.name === name);
  if (!command)
    throw new UsageError(`there is no command ${JSON.stringify(name)}; there are ${names(commands)}`);
  return command;
}

/** The words behind the command's name, as many as it takes. */
function wordsOf(command: Command, words: readonly string[]): readonly string[] {
  const expected = command.argument?.split(' ') ?? [];
  const least = expected.filter((one) => !one.startsWith('[')).length;
  const most = expected.some((one) => one.endsWith('..')) ? Number.POSITIVE_INFINITY : expected.length;
  const unwanted = words.length > most ? words[most] : undefined;
  if (unwanted !== undefined) {
    throw new UsageError(`${command.name} does not expect ${JSON.stringify(unwanted)}`);
  }
  if (words.length < least) throw new UsageError(`${command.name} expects ${command.argument}`);
  return words;
}

function names(commands: readonly Command[]): string {
  return commands.map((command) => command.name).join(', ');
}
