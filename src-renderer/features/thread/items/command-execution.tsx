import type { ThreadItem } from '@contracts/model/item';
import { SquareTerminal } from 'lucide-react';
import { AnsiOutput } from '../ansi/ansi-output';
import { CodeBlock } from '../code/code-block';
import { markedText } from '../text/plain-text';
import { CodeText } from './code-text';
import { actionText } from './command-action';
import { Facts } from './facts';
import { objectsOf, stringOf } from './read-value';
import { shellCommand } from './shell-command';
import { ToolCard } from './tool-card';

type CommandExecutionItem = Extract<ThreadItem, { type: 'commandExecution' }>;

const sources = new Map([
  ['userShell', 'the user, in the shell'],
  ['unifiedExecInteraction', 'input to a session'],
]);

/** A command that ran: one line, then where, what came of it and its output. */
export function CommandExecution({ item }: { item: CommandExecutionItem }) {
  const command = shellCommand(item.command);
  const isFailed = typeof item.exitCode === 'number' && item.exitCode !== 0;
  const status = isFailed && item.status === 'completed' ? 'failed' : item.status;
  const actions = objectsOf(item.commandActions).map(actionText).filter(Boolean);
  return (
    <ToolCard
      icon={SquareTerminal}
      verb={item.source === 'userShell' ? 'User ran' : 'Ran'}
      title={markedText(oneLine(command))}
      code
      status={status}
      result={item.exitCode == null ? undefined : item.exitCode === 0 ? '' : `exit ${item.exitCode}`}
      durationMs={item.durationMs}
    >
      <CodeBlock code={command} language="bash" />
      <Facts
        of={[
          ['directory', item.cwd && <CodeText text={item.cwd} />],
          ['exit code', item.exitCode == null ? 'unknown' : String(item.exitCode)],
          ['understood as', actions.length > 0 && <CodeText text={actions.join('; ')} />],
          ['started by', sources.get(stringOf(item.source)) ?? null],
          ['wrapped as', command === item.command ? null : <CodeText text={item.command} />],
        ]}
      />
      {item.aggregatedOutput ? (
        <AnsiOutput start={item.aggregatedOutput} pointer="/aggregatedOutput" />
      ) : (
        <Facts of={[['output', item.aggregatedOutput === '' ? 'none' : 'not recorded']]} />
      )}
    </ToolCard>
  );
}

function oneLine(command: string): string {
  return command.replace(/\s*\n\s*/g, ' ⏎ ').slice(0, 400);
}
