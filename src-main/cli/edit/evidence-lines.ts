import type { GitEvidence } from '../../contracts/git';
import type { Paint } from '../paint';
import { printableLine } from '../printable';

const states: Record<Exclude<GitEvidence['state'], 'ok'>, string> = {
  not_allowed: 'git was not run: nobody has allowed it for this folder',
  no_directory: 'there is no such folder on this machine',
  not_a_repository: 'there is no git repository',
  timeout: 'git took too long',
  failed: 'git failed',
};

const origins = {
  same: 'the same as in the repository',
  different: 'another one than in the repository',
  not_recorded: '',
  no_remote: 'the repository has no origin',
};

/** Branches that are named. */
const maxNamed = 10;

/** What the repository says about the recorded values, one fact per line. */
export function evidenceLines(
  { cwd, state, message, recorded, repository }: GitEvidence,
  paint: Paint,
): string[] {
  const line = (name: string, value: string) =>
    `${paint('faint', `${name}:`.padEnd(13))}${printableLine(value)}`;
  if (!repository) {
    const why = state === 'ok' ? '' : states[state];
    return [line('folder', cwd), line('evidence', message === null ? why : `${why}: ${message}`)];
  }
  const value = (text: string | null, says: string) =>
    text === null ? 'none recorded' : `${text}${says && ` (${says})`}`;
  return [
    line('folder', cwd),
    line('repository', repository.root ?? 'bare'),
    line('checked out', `${repository.branch ?? 'no branch'}, ${repository.sha ?? 'no commit yet'}`),
    line(
      'branch',
      value(recorded.branch, repository.recordedBranch === 'found' ? 'exists' : 'does not exist'),
    ),
    line('commit', value(recorded.sha, commitSays(repository))),
    line('origin', value(recorded.originUrl, origins[repository.origin])),
    ...(repository.origin === 'different' ? [line('  there', repository.originUrl ?? 'none')] : []),
  ];
}

function commitSays({ commit, containedIn }: NonNullable<GitEvidence['repository']>): string {
  if (commit === 'missing') return 'does not exist';
  if (commit === 'not_an_id') return 'is no id of a commit';
  if (!containedIn) return 'exists; which branches contain it took too long to find out';
  if (containedIn.branches.length === 0) return 'exists, in no branch';
  const names = containedIn.branches.slice(0, maxNamed).map(({ name }) => name);
  const isAll = names.length === containedIn.branches.length && !containedIn.more;
  return `exists, in ${names.join(', ')}${isAll ? '' : ' and more'}`;
}
