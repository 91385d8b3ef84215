import type { CommandContext } from './command';
import { flag } from './option-kinds';
import { UsageError } from './usage-error';

/** Option of a command that asks first. */
export const yes = flag('do not ask');

/** Makes sure that there is an answer before anything is looked at. `UsageError` where nobody could give one. */
export function mustBeAnswered({ ask }: CommandContext, given: boolean, command: string): void {
  if (given || ask) return;
  throw new UsageError(`${command} asks first, and there is no terminal to ask on: --yes says yes`);
}

/** Whether to go on: said by `--yes`, else by whoever sits at the terminal. */
export async function confirmed({ ask }: CommandContext, given: boolean, question: string): Promise<boolean> {
  if (given) return true;
  return ask !== null && (await ask(question));
}
