import { createLineSplitter } from '../../../history/split-lines';
import type { HomeFiles } from '../home/home-files';
import { nameIndexFile } from '../name-index/name-index';
import { parseNameLine } from '../name-index/parse-name-line';
import { contentAt, fileAt } from './home-place';

/** The lines of the name index, one after the other, with the thread that each names; null for what is no name. */
export async function* nameLines(
  files: HomeFiles,
): AsyncGenerator<{ threadId: string | null; bytes: Uint8Array; complete: boolean }> {
  if ((await fileAt(files, nameIndexFile)) === null) return;
  const splitter = createLineSplitter();
  for await (const chunk of contentAt(files, nameIndexFile)) {
    for (const { bytes } of splitter.push(chunk)) {
      yield { threadId: parseNameLine(bytes)?.id ?? null, bytes, complete: true };
    }
  }
  const { tail } = splitter;
  if (tail.length > 0) yield { threadId: parseNameLine(tail)?.id ?? null, bytes: tail, complete: false };
}

/** All lines of one thread, oldest first. */
export async function nameLinesOf(files: HomeFiles, threadId: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of nameLines(files)) {
    if (line.threadId === threadId) lines.push(Buffer.from(line.bytes).toString('utf8'));
  }
  return lines;
}
