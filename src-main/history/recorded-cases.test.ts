import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Turn } from '../contracts/model/turn';
import type { ReplayedUsage } from '../contracts/model/usage';
import { threadOfFile } from './testing/thread-of-file';
import { replayUsage } from './usage-replay';

/** One small rollout and what app-server 0.169.0 answered for it: `thread/read`, and the usage of a resume. */
interface RecordedCase {
  name: string;
  lines: string[];
  turns: Turn[];
  usage: ReplayedUsage;
}

const file = fileURLToPath(new URL('./testing/recorded-cases.jsonl', import.meta.url));
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as RecordedCase);

test.each(cases)('$name', ({ lines, turns, usage }) => {
  const thread = threadOfFile(lines);
  expect(withoutRandomIds(thread.upstream)).toEqual(withoutRandomIds(turns));
  expect(replayUsage(thread.composed, () => thread.projector.usage)).toEqual(usage);
});

/** The real program makes a new id on each read for the prompt of a hook that has none. */
function withoutRandomIds(turns: Turn[]): Turn[] {
  const isMade = (id: string) => id.startsWith('line-') || /^01a204[0-9a-f]{2}-/.test(id);
  return turns.map((turn) => ({
    ...turn,
    items: turn.items.map((one) => (one.type === 'hookPrompt' && isMade(one.id) ? { ...one, id: '' } : one)),
  }));
}
