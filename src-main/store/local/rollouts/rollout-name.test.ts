import { describe, expect, it } from 'vitest';
import { parseRolloutName } from './rollout-name';

const thread = '01a20444-972b-7b51-b3dc-789af2459418';
const other = '01a20555-0000-7000-8000-000000000001';

describe('parseRolloutName', () => {
  it('reads an ordinary name: rollout and thread have one id', () => {
    expect(parseRolloutName(`rollout-2026-05-20T09-01-02-${thread}.jsonl`)).toEqual({
      threadId: thread,
      rolloutId: thread,
      time: '2026-05-20T09-01-02',
      timeMs: Date.UTC(2026, 4, 20, 9, 1, 2),
      compressed: false,
    });
  });

  it('reads the name of a reverted thread: first the thread, then the file', () => {
    const name = parseRolloutName(`rollout-2026-05-20T09-01-02-${thread}_${other}.jsonl.zst`);
    expect(name).toMatchObject({ threadId: thread, rolloutId: other, compressed: true });
  });

  it('takes ids of the early releases, which are no UUIDv7, and capitals', () => {
    const id = '6e86a8b0-6257-425b-a1aa-9e0daf5319db';
    expect(parseRolloutName(`rollout-2025-08-10T12-00-00-${id.toUpperCase()}.jsonl`)?.threadId).toBe(id);
  });

  it.each([
    'rollout-2026-05-20T09-01-02.jsonl',
    `rollout-2026-05-20T09-01-02-${thread}.json`,
    `rollout-2026-05-20T09-01-02-${thread}.jsonl.gz`,
    `rollout-2026-05-20T09-01-02-${thread}.jsonl.zst.tmp`,
    `.rollout-materialize-2026-05-20T09-01-02-${thread}.jsonl`,
    `rollout-2026-05-20-${thread}.jsonl`,
    `rollout-2026-02-31T09-01-02-${thread}.jsonl`,
    `rollout-2026-13-01T09-01-02-${thread}.jsonl`,
    `rollout-2026-05-20T25-01-02-${thread}.jsonl`,
    `rollout-2026-05-20T09-01-02-${thread}_.jsonl`,
    `rollout-2026-05-20T09-01-02-${thread}_${other}_${other}.jsonl`,
    `rollout-2026-05-20T09-01-02-${thread.slice(1)}.jsonl`,
    `rollout-2026-05-20T09-01-02-${thread}.jsonl\n`,
    'session_index.jsonl',
    '',
  ])('ignores %j', (name) => {
    expect(parseRolloutName(name)).toBeNull();
  });

  it('takes the leap second and the leap day that exist, not those that do not', () => {
    expect(parseRolloutName(`rollout-2024-02-29T00-00-00-${thread}.jsonl`)).not.toBeNull();
    expect(parseRolloutName(`rollout-2025-02-29T00-00-00-${thread}.jsonl`)).toBeNull();
  });
});
