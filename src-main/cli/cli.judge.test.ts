import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordedHome } from '../fixtures/corpus';
import { askCodex } from '../fixtures/judge/ask-codex';
import { codexProgram, howToGet } from '../fixtures/judge/codex-program';
import { type JudgedHome, judgedHome } from '../fixtures/judge/judged-home';
import { jsonCli } from './testing/json-cli';

const version = '0.169.0';
const program = codexProgram(version);

let home: JudgedHome;
let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'skein-cli-judge-'));
});
afterEach(() => Promise.all([home.remove(), rm(data, { recursive: true, force: true })]));

const skein = (...args: string[]) => jsonCli(home.path, data, args);

/** The command has done what it was asked to. */
async function done(...args: string[]) {
  const answer = await skein(...args);
  expect({ args, code: answer.code, messages: answer.messages }).toMatchObject({ args, code: 0 });
  return answer;
}

describe.skipIf(!program)(`what the command line did${program ? '' : `: ${howToGet(version)}`}`, () => {
  test.each([
    ['fixtures/legacy-0.150', 'legacy'],
    ['fixtures/paginated-0.169', 'paginated'],
  ] as const)('is what the real Codex finds, and goes on with (%s)', async (name, format) => {
    if (!program) return;
    home = await judgedHome(recordedHome(name));
    const threads = (await done('threads')).data;
    const bases = new Set(threads.map((one) => one.forkedFromId ?? one.parentThreadId));
    const plain = threads
      .filter((one) => one.format === format && typeof one.source === 'string' && !bases.has(one.id))
      .filter((one) => one.forkedFromId === null && (one.tokensUsed ?? 0) > 0);
    const [edited, gone] = plain.sort((a, b) => b.sizeBytes - a.sizeBytes);
    if (!edited || !gone) throw new Error('the home has too few plain threads');
    const turns = (await done('thread', edited.id, '--view', 'upstream')).thread.turns;

    await done('git', edited.id, '--set-branch', 'by-skein', '--set-origin', 'https://example.org/x.git');
    await done('rename', edited.id, 'Named by Skein');
    await done('archive', edited.id);
    await done('unarchive', edited.id);
    await done('delete', gone.id, '--yes');
    await done('undo');
    const fork = (await done('fork', edited.id)).thread;
    const file = join(data, 'findings.json');
    const verdict = { verdict: 'patch is correct', explanation: 'All is well.', confidence: 1 };
    await writeFile(file, JSON.stringify({ findings: [], ...verdict }));
    const review = (await done('review', edited.id, '--findings', file)).thread;
    // What a fork inherits cannot be reverted away below it: this is the last of the edits.
    if (format === 'legacy') await done('rollback', edited.id, '1');
    else await done('revert', edited.id, '--before-turn', turns.at(-1)?.id ?? '');

    await askCodex(program, home.path, async (codex) => {
      const listed = await codex.list({
        sourceKinds: ['cli', 'vscode', 'exec', 'appServer', 'subAgentReview'],
      });
      const ids = listed.map((thread) => thread.id);
      expect(ids).toEqual(expect.arrayContaining([edited.id, gone.id, fork.id]));
      const read = await codex.read(edited.id);
      expect(read).toMatchObject({
        name: 'Named by Skein',
        gitInfo: { branch: 'by-skein', originUrl: 'https://example.org/x.git' },
      });
      expect(read.turns).toHaveLength(turns.length - 1);
      expect((await codex.read(fork.id)).turns).toHaveLength(turns.length);
      expect(JSON.stringify(await codex.read(review.id))).toContain('All is well.');
      for (const id of [edited.id, gone.id, fork.id, review.id]) {
        await codex.resume(id);
        expect(await codex.turn(id, 'Go on')).toMatchObject({ status: 'completed' });
      }
    });

    const after = await skein('check', edited.id);
    expect(after.data).toMatchObject([{ damage: [] }]);
    expect((await skein('undo')).code).toBe(1);
  });
});
