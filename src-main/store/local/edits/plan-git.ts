import type { GitCondition } from '../../../contracts/model/edit';
import { redactUrl } from '../../../history/redact-url';
import type { StoredGit } from './file-metadata';
import { gitFields, gitSteps, storedGit } from './git-steps';
import { metadataObstacle } from './metadata-obstacle';
import { nothingToDo, refused, refusedThread, warning } from './planned-thread';
import type { Planner, RequestOf } from './planner';
import { unique } from './unique';

const names = { branch: 'branch', sha: 'commit', originUrl: 'origin' } as const;

/** Git metadata of threads, archived ones included. */
export const planGit: Planner<RequestOf<'git'>> = {
  label({ change }) {
    const parts = (['branch', 'sha', 'originUrl'] as const).flatMap((key) => {
      const value = change[key];
      if (value === undefined) return [];
      return [value === null ? `clear ${names[key]}` : `set ${names[key]} to ${redactUrl(value)}`];
    });
    const text = parts.join(', ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  },
  threadIds: ({ threadIds }) => unique(threadIds),
  async planThread(threadId, { change, where }, sources) {
    const facts = await sources.facts(threadId);
    const before = await storedGit(facts, sources.places);
    if (where && !meets(before, where)) return nothingToDo(facts);
    const { branch = before.branch, sha = before.sha } = change;
    // 0.155 and later store no credentials.
    const originUrl = change.originUrl === undefined ? before.originUrl : redactUrl(change.originUrl);
    const after: StoredGit = { branch, sha, originUrl };
    const fields = gitFields(before, after);
    if (fields.length === 0) return nothingToDo(facts);
    const obstacle = metadataObstacle(facts);
    if (obstacle) return { ...refusedThread(facts, obstacle), fields };
    if (facts.summary.format === 'legacy' && facts.current?.compressed) {
      const message = 'Its file is compressed: resume it in Codex once, which makes it plain.';
      return { ...refusedThread(facts, refused('compressed', message)), fields };
    }
    const problems =
      facts.row === null && facts.stateDatabase.state === 'ok'
        ? [warning('no_row', 'The state database has no row of it yet: Codex takes the value from the file.')]
        : [];
    const steps = await gitSteps(facts, { before, after }, sources.places, sources.now());
    return { ...nothingToDo(facts), fields, problems, steps };
  },
};

/** Conditions are given as values are shown. */
function meets(git: StoredGit, where: GitCondition): boolean {
  const is = (value: string | null, wanted: string | null | undefined) =>
    wanted === undefined || value === wanted;
  return (
    is(git.branch, where.branch) &&
    is(git.sha, where.sha) &&
    (is(git.originUrl, where.originUrl) || is(redactUrl(git.originUrl), where.originUrl))
  );
}
