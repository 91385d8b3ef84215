/** What lines are on disk: each with its line end, behind one that the file may lack. */
export function lineBytes(step: { newlineFirst: boolean; lines: readonly string[] }): Buffer {
  const text = step.lines.map((line) => `${line}\n`).join('');
  return Buffer.from(step.newlineFirst ? `\n${text}` : text, 'utf8');
}
