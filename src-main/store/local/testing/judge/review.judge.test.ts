import { describe, expect, test } from 'vitest';
import type { Review } from '../../../../contracts/model/edit';
import { recordedHome } from '../../../../fixtures/corpus';
import { askCodex } from '../../../../fixtures/judge/ask-codex';
import { codexProgram, howToGet, judges } from '../../../../fixtures/judge/codex-program';
import { judgedHome } from '../../../../fixtures/judge/judged-home';
import { editHome } from './edit-home';
import { type RecordedThread, recordedThread } from './recorded-threads';

const review: Review = {
  findings: [
    {
      ...{
        title: 'Guard against null',
        body: 'It may be null.\nSee the caller.',
        priority: 1,
        confidence: 0.8,
      },
      ...{ file: '/srv/app/main.ts', startLine: 3, endLine: 4 },
    },
    {
      ...{ title: 'Name it', body: '', priority: 3, confidence: 0.5 },
      ...{ file: '/srv/app/other.ts', startLine: 1, endLine: 1 },
    },
  ],
  verdict: 'patch is incorrect',
  explanation: 'Two issues found.',
  confidence: 0.7,
};

/** As 0.133, 0.150 and 0.169 render such a review. */
const rendered = [
  'Two issues found.\n\nFull review comments:',
  '- [P1] Guard against null — /srv/app/main.ts:3-4\n  It may be null.\n  See the caller.',
  '- [P3] Name it — /srv/app/other.ts:1-1',
].join('\n\n');

const threads: Readonly<Record<string, readonly RecordedThread[]>> = {
  '0.169.0': [
    recordedThread('fixtures/paginated-0.169', 'plain'),
    recordedThread('fixtures/paginated-0.169', 'cut'),
    recordedThread('fixtures/edges-0.169', 'legacy fork source'),
  ],
  '0.150.0': [recordedThread('fixtures/legacy-0.150', 'user shell command')],
  '0.133.0': [recordedThread('fixtures/legacy-0.133', 'plain')],
};

for (const version of judges) {
  const program = codexProgram(version);
  const title = `a review by Skein, read by Codex ${version}`;

  describe.skipIf(!program)(program ? title : `${title}: ${howToGet(version)}`, () => {
    test.each(threads[version] ?? [])('in $home, thread $id', async ({ home, id, turns }) => {
      if (!program) return;
      const judged = await judgedHome(recordedHome(home));
      try {
        const reviewId = await editHome(judged.path, { kind: 'review', threadId: id, review });
        expect(reviewId).not.toBeNull();
        if (reviewId === null) return;
        await askCodex(program, judged.path, async (codex) => {
          const parent = await codex.read(id);
          const read = await codex.read(reviewId);
          const shown = read.turns as { status: string; items: Record<string, unknown>[] }[];
          expect(read).toMatchObject({ forkedFromId: id, cwd: parent.cwd });
          expect(shown.slice(0, -1)).toEqual(parent.turns);
          expect(shown.at(-1)?.status).toBe('completed');
          const items = (shown.at(-1)?.items ?? []).map(({ type, review: text, text: said }) => [
            type,
            text ?? said,
          ]);
          expect(items).toEqual([
            ['enteredReviewMode', 'Review of this thread'],
            // 0.133 shows the explanation there and the whole in the message only.
            ['exitedReviewMode', version === '0.133.0' ? review.explanation : rendered],
            ['agentMessage', rendered],
          ]);
          expect((await codex.list()).map((thread) => thread.id)).toContain(reviewId);
          const { thread } = await codex.resume(reviewId);
          expect(thread.turns).toHaveLength(turns.length + 1);
          expect((await codex.turn(reviewId, 'Resolve the first')).status).toBe('completed');
          expect((await codex.read(reviewId)).turns).toHaveLength(turns.length + 2);
          expect((await codex.fork(reviewId)).turns).toHaveLength(turns.length + 2);
        });
      } finally {
        await judged.remove();
      }
    });
  });
}
