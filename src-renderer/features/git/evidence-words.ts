import type { GitEvidence, GitRepositoryFacts } from '@contracts/git';
import { counted } from '../../ui/format';
import type { GitField } from './git-fields';

export interface EvidenceWords {
  tone: 'ok' | 'warn' | 'unknown';
  text: string;
  /** On hover. */
  more?: string;
}

const namesShown = 3;

function commitWords({ commit, containedIn }: GitRepositoryFacts): EvidenceWords | null {
  if (commit === 'not_recorded') return null;
  if (commit === 'missing') return { tone: 'warn', text: 'is not in the repository' };
  if (commit === 'not_an_id') return { tone: 'warn', text: 'names no commit' };
  if (!containedIn) return { tone: 'ok', text: 'is in the repository; which branches contain it is unknown' };
  const names = containedIn.branches.map(({ name }) => name);
  if (names.length === 0) return { tone: 'warn', text: 'is in the repository, but on no branch' };
  const rest = names.length - namesShown;
  const shown = names.slice(0, namesShown).join(', ');
  return {
    tone: 'ok',
    text: `is on ${shown}${rest > 0 ? ` and ${counted(rest, 'other branch', 'other branches')}` : ''}${containedIn.more ? ' or more' : ''}`,
    more: names.join('\n'),
  };
}

/** What the repository says about a field, in words; null where it was not asked or has nothing to say. */
export function evidenceWords({ repository }: GitEvidence, field: GitField): EvidenceWords | null {
  if (!repository) return null;
  if (field === 'sha') return commitWords(repository);
  if (field === 'branch') {
    const now =
      repository.branch === null ? 'no branch is checked out' : `${repository.branch} is checked out`;
    if (repository.recordedBranch === 'not_recorded')
      return { tone: 'unknown', text: `in the repository ${now}` };
    return repository.recordedBranch === 'found'
      ? { tone: 'ok', text: `exists in the repository; ${now}` }
      : { tone: 'warn', text: `does not exist in the repository; ${now}` };
  }
  const remote = repository.originUrl;
  if (repository.origin === 'same') return { tone: 'ok', text: 'is the origin of the repository' };
  if (repository.origin === 'no_remote') return { tone: 'unknown', text: 'the repository has no origin' };
  if (remote === null) return null;
  return repository.origin === 'different'
    ? { tone: 'warn', text: `the repository has ${remote}` }
    : { tone: 'unknown', text: `the repository has ${remote}` };
}
