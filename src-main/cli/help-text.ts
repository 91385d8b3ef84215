import type { Command, OptionKinds } from './command';
import { commonOptions, programOptions } from './parse-command-line';

/** Help of the whole program. */
export function programHelp(commands: readonly Command[]): string {
  return [
    'Usage: skein COMMAND [options]',
    '',
    'Reads and edits the threads of OpenAI Codex on this machine. Only edits change the Codex home.',
    '',
    'Commands:',
    ...columns(
      commands.map((command) => ({ left: call(command), help: command.summary })),
      16,
    ),
    '',
    'Options:',
    ...optionLines(programOptions),
    '',
    'skein COMMAND --help tells more. Exit codes: 0 fine, 1 failed, 2 wrong usage.',
    'SKEIN_DATA_DIR names another folder for Skein’s own index. Data goes to stdout, messages to stderr.',
    '',
  ].join('\n');
}

/** Help of one command. */
export function commandHelp(command: Command): string {
  return [
    `Usage: skein ${call(command)} [options]`,
    '',
    `${command.summary}.`,
    '',
    'Options:',
    ...optionLines({ ...command.options, ...commonOptions }),
    ...command.notes.flatMap((note) => ['', ...wrap(note, lineLength)]),
    '',
  ].join('\n');
}

function call(command: Command): string {
  return command.argument === null ? command.name : `${command.name} ${command.argument}`;
}

/** Letters in a line of help. */
const lineLength = 100;

function optionLines(kinds: OptionKinds): string[] {
  return columns(
    Object.entries(kinds).map(([name, { placeholder, help }]) => {
      const short = name === 'help' ? '-h, ' : '';
      return { left: `${short}--${name}${placeholder === null ? '' : ` ${placeholder}`}`, help };
    }),
    22,
  );
}

/** Names on the left, in a column of at most `widest` letters; what they mean on the right. */
function columns(rows: readonly { left: string; help: string }[], widest: number): string[] {
  const indent = 2 + Math.min(widest, Math.max(...rows.map(({ left }) => left.length))) + 2;
  return rows.flatMap(({ left, help }) => {
    const [first = '', ...rest] = wrap(help, lineLength - indent).map(
      (line) => `${' '.repeat(indent)}${line}`,
    );
    const start = `  ${left}`;
    // A name too long for its column has a line of its own.
    return start.length + 2 > indent ? [start, first, ...rest] : [start + first.slice(start.length), ...rest];
  });
}

function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
