import { type CommandId, type Scope, commandRows } from './keymap';
import { hasMod, matchesKey } from './key-match';

/** Carries a command out; `false` says "not mine now" and the handler that was there before is asked. */
export type CommandHandler = () => void | false;

const modalParts = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** True where letters or arrows already mean something: fields, and radio buttons. */
function isTextField(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !['button', 'checkbox'].includes(target.type);
  return target.matches('textarea, select, [contenteditable]:not([contenteditable="false"])');
}

/** True for what Enter and Space press by themselves; with Mod they press nothing. */
function isPressed(target: Element, { key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (
    (key === 'Enter' || key === ' ') &&
    !ctrlKey &&
    !metaKey &&
    target.closest('button, a[href], summary, input') !== null
  );
}

/** Who carries out which command now, newest first, and the one key handler of the window. */
export class CommandRegistry {
  readonly #handlers = new Map<CommandId, CommandHandler[]>();

  /** Adds a handler in front of those that are there; returns its removal. */
  add(id: CommandId, handler: CommandHandler): () => void {
    this.#handlers.set(id, [handler, ...(this.#handlers.get(id) ?? [])]);
    return () => {
      this.#handlers.set(
        id,
        this.#handlersOf(id).filter((other) => other !== handler),
      );
    };
  }

  /** True while somebody can carry the command out. */
  has(id: CommandId): boolean {
    return this.#handlersOf(id).length > 0;
  }

  /** Runs the newest handler that takes it; false when there is none. */
  run(id: CommandId): boolean {
    return this.#handlersOf(id).some((handler) => handler() !== false);
  }

  /** The window's keydown: runs the command that the key means where the focus is. */
  readonly handleKey = (event: KeyboardEvent): void => {
    const target = event.target;
    if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return;
    // A dialog or menu has its own keys.
    if (target.closest(modalParts) || isPressed(target, event)) return;
    const scope = target.closest<HTMLElement>('[data-scope]')?.dataset.scope as Scope | undefined;
    const typing = isTextField(target);

    const meant = (wantScoped: boolean) =>
      commandRows.filter(([, row]) =>
        row.keys.some((entry) => {
          const [key, within] = typeof entry === 'string' ? [entry, undefined] : [entry.key, entry.within];
          if ((within !== undefined) !== wantScoped || (within && within !== scope)) return false;
          if (typing && !row.inFields && !hasMod(key)) return false;
          return matchesKey(key, event);
        }),
      );
    const taken = [...meant(true), ...meant(false)].some(([id]) => this.run(id));
    if (taken) event.preventDefault();
  };

  #handlersOf(id: CommandId): CommandHandler[] {
    return this.#handlers.get(id) ?? [];
  }
}
