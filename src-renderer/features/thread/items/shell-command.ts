/** The shells that Codex wraps commands in, with the flags it uses. */
const wrapped = /^(?:\S*\/)?(?:ba|z|da|k)?sh -l?c ([\s\S]*)$/;

/** A piece of a shell word that means exactly its characters: in single quotes, in double quotes, or bare. */
const piece = /'([^']*)'|"((?:[^"\\$`]|\\[\s\S])*)"|([\w./:=@%+,-]+)/y;

/**
 * The command inside of `bash -lc "…"`, as a person would type it; the command itself when it is wrapped otherwise.
 *
 * Only quoting that is surely undone is undone: the wrapped form is shown below as it was.
 */
export function shellCommand(command: string): string {
  const inner = wrapped.exec(command)?.[1];
  return (inner && unquoted(inner)) || command;
}

/** A single word without its quotes, which Codex changes in the middle of a word; null for anything else. */
function unquoted(word: string): string | null {
  let text = '';
  for (piece.lastIndex = 0; piece.lastIndex < word.length; ) {
    const match = piece.exec(word);
    if (!match) return null;
    const [, single, double, bare] = match;
    text += single ?? bare ?? withoutEscapes(double ?? '');
  }
  return text;
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(["\\$`])|\\\n/g, (_whole, kept: string | undefined) => kept ?? '');
}
