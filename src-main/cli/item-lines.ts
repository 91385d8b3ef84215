import type { FileUpdateChange, ThreadItem, UserInput } from '../contracts/model/item';
import { duration } from './format-facts';
import type { Paint } from './paint';
import { printable, printableLine } from './printable';
import { clipToWidth } from './text-width';

/** Lines of a command's output that are shown; JSON has all. */
const shownOutput = 12;
/** Cells of what is told on one line. */
const oneLine = 160;

/** One item of a turn as lines of text, safe for a terminal. */
export function itemLines(item: ThreadItem, paint: Paint): string[] {
  switch (item.type) {
    case 'userMessage':
      return block(item.content.map(inputText).join('\n'), '> ').map((line) => paint('strong', line));
    case 'agentMessage':
    case 'plan':
      return block(item.text);
    case 'reasoning':
      return note(paint, 'thinking', [...item.summary, ...item.content].join('\n\n'));
    case 'commandExecution':
      return commandLines(item, paint);
    case 'fileChange':
      return item.changes.map((change) => `  ${changeText(change)}${outcome(item.status, paint)}`);
    case 'mcpToolCall':
      return [
        `  # ${brief(`${item.server}.${item.tool}`)}${outcome(item.status, paint)}${item.error ? `: ${brief(item.error.message)}` : ''}`,
      ];
    case 'dynamicToolCall':
      return [`  # ${brief(item.tool)}${outcome(item.status, paint)}`];
    case 'webSearch':
      return [`  # web search: ${brief(item.query)}`];
    case 'enteredReviewMode':
      return [`  -- review: ${brief(item.review)}`];
    case 'exitedReviewMode':
      return ['  -- end of review', ...block(item.review)];
    case 'contextCompaction':
      return [
        '  -- context compacted',
        ...(item.compaction ? note(paint, 'summary', item.compaction.message) : []),
      ];
    case 'contextMessage':
      return [paint('faint', `  # context for the model: ${brief(item.kinds.join(', ') || item.role)}`)];
    case 'interAgentMessage':
      return [`  # ${brief(item.author)} to ${brief(item.recipient)}`, ...block(item.text)];
    case 'unknownRecord':
      return [`  # unknown record ${brief(item.recordType)}: ${brief(JSON.stringify(item.raw))}`];
    case 'imageView':
      return [`  # image ${brief(item.path)}`];
    default:
      return [`  # ${brief(item.type)}`];
  }
}

type Command = Extract<ThreadItem, { type: 'commandExecution' }>;

function commandLines(command: Command, paint: Paint): string[] {
  const time = command.durationMs === null ? '' : `, ${duration(command.durationMs)}`;
  const failed = command.exitCode !== null && command.exitCode !== 0;
  const end = command.exitCode === null ? command.status : `exit ${command.exitCode}`;
  const output = printable(command.aggregatedOutput ?? '').replace(/\n+$/, '');
  const lines = output === '' ? [] : output.split('\n');
  const left = lines.length - shownOutput;
  return [
    `  $ ${brief(script(command))}  ${paint(failed ? 'bad' : 'faint', `(${end}${time})`)}`,
    ...lines.slice(0, shownOutput).map((line) => paint('faint', `    ${clipToWidth(line, oneLine)}`)),
    ...(left > 0 ? [paint('faint', `    … ${left} more lines, with --json`)] : []),
  ];
}

/** What was run, without the shell around it where Codex could tell the two apart. */
function script({ command, commandActions }: Command): string {
  const [only, ...more] = commandActions;
  return only && more.length === 0 ? only.command : command;
}

function changeText({ path, kind }: FileUpdateChange): string {
  const moved = kind.type === 'update' && kind.move_path !== null ? ` to ${brief(kind.move_path)}` : '';
  const sign = { add: '+', delete: '-', update: '~' }[kind.type];
  return `${sign} ${brief(path)}${moved}`;
}

function outcome(status: string, paint: Paint): string {
  return status === 'completed' ? '' : paint('bad', ` (${status})`);
}

function inputText(input: UserInput): string {
  switch (input.type) {
    case 'text':
      return input.text;
    case 'image':
      return `[image${input.url && !input.url.startsWith('data:') ? ` ${input.url}` : ''}]`;
    case 'localImage':
    case 'localAudio':
      return `[${input.type === 'localImage' ? 'image' : 'audio'} ${input.path}]`;
    case 'audio':
      return '[audio]';
    case 'skill':
    case 'mention':
      return `[${input.type} ${input.name}]`;
  }
}

/** Text over several lines, each with something in front. */
function block(text: string, before = '  '): string[] {
  return printable(text)
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => `${before}${line}`);
}

function note(paint: Paint, title: string, text: string): string[] {
  if (text.trim() === '') return [];
  const [first = '', ...rest] = block(text, '    ');
  return [`  (${title}) ${first.trimStart()}`, ...rest].map((line) => paint('faint', line));
}

function brief(text: string): string {
  return clipToWidth(printableLine(text), oneLine);
}
