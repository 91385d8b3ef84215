import { createContext, useContext, useEffect, useRef } from 'react';
import { type CommandHandler, CommandRegistry } from './command-registry';
import type { CommandId } from './keymap';

const CommandContext = createContext(new CommandRegistry());

/** Gives one registry to the tree. */
export const CommandProvider = CommandContext.Provider;

/** The registry, to run a command by its id. */
export function useCommands(): CommandRegistry {
  return useContext(CommandContext);
}

/**
 * Carries `id` out while the component is mounted and `active`; the newest mounted handler is asked first.
 *
 * A handler that returns false leaves the command to the one before it.
 */
export function useCommand(id: CommandId, handler: CommandHandler, active = true): void {
  const registry = useCommands();
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => (active ? registry.add(id, () => newest.current()) : undefined), [registry, id, active]);
}
