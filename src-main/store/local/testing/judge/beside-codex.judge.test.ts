import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedHome } from '../../../../fixtures/corpus';
import { askCodex } from '../../../../fixtures/judge/ask-codex';
import { codexProgram, howToGet, judges } from '../../../../fixtures/judge/codex-program';
import { judgedHome } from '../../../../fixtures/judge/judged-home';
import { editHome } from './edit-home';
import { recordedThread } from './recorded-threads';

const version = '0.169.0';
const program = judges.includes(version) ? codexProgram(version) : null;
const { home, id, turns } = recordedThread('fixtures/paginated-0.169', 'plain');
const latest = { kind: 'latest' } as const;
const title = `edits beside a Codex ${version} at work`;

describe.skipIf(!program)(program ? title : `${title}: ${howToGet(version)}`, () => {
  test('a thread that Codex has loaded is forked, and left alone by everything else', async () => {
    if (!program) return;
    const judged = await judgedHome(recordedHome(home));
    try {
      await askCodex(program, judged.path, async (codex) => {
        await codex.resume(id);
        const forkId = await editHome(judged.path, { kind: 'fork', threadId: id, boundary: latest });
        await expect(
          editHome(judged.path, { kind: 'revert', threadId: id, beforeTurnId: turns[1] ?? '' }),
        ).rejects.toThrow('refused');
        expect((await codex.turn(id, 'Goes on')).status).toBe('completed');
        expect((await codex.read(id)).turns).toHaveLength(4);
        // The running program takes the fork for one of its own, without what came behind it.
        expect((await codex.read(forkId ?? '')).turns).toHaveLength(3);
        await codex.resume(forkId ?? '');
        expect((await codex.turn(forkId ?? '', 'Its own')).status).toBe('completed');
        expect((await codex.read(forkId ?? '')).turns).toHaveLength(4);
        expect((await codex.read(id)).turns).toHaveLength(4);
      });
    } finally {
      await judged.remove();
    }
  });

  test('without the projection, Codex catches up when the thread is resumed, and goes on', async () => {
    if (!program) return;
    const judged = await judgedHome(recordedHome(home));
    try {
      for (const end of ['', '-wal', '-shm']) {
        await rm(join(judged.path, `thread_history_1.sqlite${end}`), { force: true });
      }
      await editHome(judged.path, { kind: 'revert', threadId: id, beforeTurnId: turns[0] ?? '' });
      await askCodex(program, judged.path, async (codex) => {
        await codex.resume(id);
        expect((await codex.turn(id, 'A new start')).status).toBe('completed');
        expect((await codex.read(id)).turns).toHaveLength(1);
      });
    } finally {
      await judged.remove();
    }
  });
});
