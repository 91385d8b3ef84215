import type { Command, OptionKinds } from './command';
import { commonOptions, programOptions } from './parse-command-line';

/** Help of the whole program. */
export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => call(command).length));
  return [
    'Usage: skein COMMAND [options]',
    '',
    'Reads the threads that OpenAI Codex keeps on this machine. Nothing under the Codex home is changed.',
    '',
    'Commands:',
    ...commands.map((command) => `  ${call(command).padEnd(width)}  ${command.summary}`),
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
  const rows = Object.entries(kinds).map(([name, { placeholder, help }]) => {
    const short = name === 'help' ? '-h, ' : '';
    return { left: `${short}--${name}${placeholder === null ? '' : ` ${placeholder}`}`, help };
  });
  const indent = 2 + Math.min(22, Math.max(...rows.map(({ left }) => left.length))) + 2;
  return rows.flatMap(({ left, help }) => {
    const [first = '', ...rest] = wrap(help, lineLength - indent).map(
      (line) => `${' '.repeat(indent)}${line}`,
    );
    const start = `  ${left}`;
    // An option too long for its column has a line of its own.
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
