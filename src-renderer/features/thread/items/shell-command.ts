/** The shells that Codex wraps commands in, with the flags it uses. */
const wrapped = /^(?:\S*\/)?(?:ba|z|da|k)?sh -l?c ([\s\S]*)$/;

/**
 * The command inside of `bash -lc "…"`, as a person would type it; the command itself when it is wrapped otherwise.
 *
 * Only quoting that is surely undone is undone: the wrapped form is shown below as it was.
 */
export function shellCommand(command: string): string {
  const inner = wrapped.exec(command)?.[1];
  if (inner === undefined) return command;
  if (/^[\w./:=@%+,-]+$/.test(inner)) return inner;
  if (/^'[^']*'$/.test(inner)) return inner.slice(1, -1);
  if (/^"(?:[^"\\$`]|\\[\s\S])*"$/.test(inner)) {
    return inner.slice(1, -1).replace(/\\(["\\$`])|\\\n/g, (_whole, kept: string | undefined) => kept ?? '');
  }
  return command;
}
