import type { CommandContext } from './command';
import { noteOnObstacles } from './describe-home';

/** Tells on stderr which folders of the home could not be read; to be called after a list, which looks at all. */
export async function writeObstacles({ manager, messages }: CommandContext): Promise<void> {
  const note = noteOnObstacles(await manager.describeHome());
  if (note !== null) await messages.write(`skein: ${note}\n`);
}
