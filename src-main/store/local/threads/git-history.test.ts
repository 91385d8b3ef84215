import { describe, expect, test } from 'vitest';
import { editedHome } from '../testing/edited-home';

describe('the history of git values', () => {
  test('tells each line of a legacy file, then the row, and where each stands', async () => {
    const home = await editedHome('fixtures/legacy-0.150');
    const { data } = await home.store.listThreads({
      sortKey: 'created_at',
      sortDirection: 'desc',
      limit: 100,
    });
    const thread = data.find(({ gitInfo, compressed }) => gitInfo?.branch && !compressed);
    if (!thread) throw new Error('no thread of the home has a branch');
    const before = thread.gitInfo?.branch;
    await home.edit({ kind: 'git', threadIds: [thread.id], change: { branch: 'edited' } });

    const { values } = await home.store.gitHistory({ threadId: thread.id });
    const branches = values.filter(({ field }) => field === 'branch');
    const current = branches.filter((value) => value.current);
    expect(current).toEqual([
      { field: 'branch', value: 'edited', file: 'state_5.sqlite', line: null, at: null, current: true },
    ]);
    const lines = branches.filter(({ line }) => line !== null);
    expect(lines.map(({ value }) => value)).toContain(before);
    expect(lines.at(-1)).toMatchObject({
      value: 'edited',
      file: expect.stringMatching(/^sessions\/.*\.jsonl$/),
    });
    expect(lines.at(-1)?.line).toBeGreaterThan(lines[0]?.line ?? 0);
  });
});
