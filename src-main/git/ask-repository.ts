import type { GitRepositoryFacts } from '../contracts/git';
import type { GitInfo } from '../contracts/model/thread';
import { redactUrl } from '../history/redact-url';
import { type Git, GitStopped } from './run-git';
import { sameRemote } from './same-remote';

/** Branches that are named; whether there are more is told. */
const maxBranches = 100;

/**
 * What the repository says about a thread's git fields; null where there is none. Rejects with `GitStopped` when git
 * gives no answer or refuses one.
 */
export async function askRepository(git: Git, recorded: GitInfo): Promise<GitRepositoryFacts | null> {
  const place = await git(['rev-parse', '--is-inside-work-tree']);
  if (/not a git repository/i.test(place.message)) return null;
  // A folder of somebody else is refused by git itself (safe.directory); its reason is the answer.
  if (place.code !== 0) throw new GitStopped('failed', place.message || 'git failed without saying why');

  const [root, branch, sha, remote, commit, recordedBranch] = await Promise.all([
    place.out === 'true' ? valueOf(git, ['rev-parse', '--show-toplevel']) : null,
    valueOf(git, ['symbolic-ref', '--quiet', 'HEAD']),
    valueOf(git, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    valueOf(git, ['remote', 'get-url', 'origin']),
    findCommit(git, recorded.sha),
    findBranch(git, recorded.branch),
  ]);
  return {
    root,
    branch: branch === null ? null : branch.replace(/^refs\/heads\//, ''),
    sha,
    originUrl: redactUrl(remote),
    commit: commit.state,
    containedIn: commit.id === null ? null : await branchesWith(git, commit.id),
    recordedBranch,
    origin: compareOrigins(recorded.originUrl, remote),
  };
}

/** What git prints; null when it says that there is none. */
async function valueOf(git: Git, args: readonly string[]): Promise<string | null> {
  const { code, out } = await git(args);
  return code === 0 && out !== '' ? out : null;
}

interface FoundCommit {
  state: GitRepositoryFacts['commit'];
  id: string | null;
}

async function findCommit(git: Git, sha: string | null): Promise<FoundCommit> {
  if (sha === null) return { state: 'not_recorded', id: null };
  // Anything else could be read as a branch, an expression or an option.
  if (!/^[0-9a-f]{7,64}$/i.test(sha)) return { state: 'not_an_id', id: null };
  const id = await valueOf(git, ['rev-parse', '--verify', '--quiet', `${sha}^{commit}`]);
  // A branch may be named like the start of an id.
  const found = id?.startsWith(sha.toLowerCase()) ? id : null;
  return { state: found === null ? 'missing' : 'found', id: found };
}

async function findBranch(git: Git, branch: string | null): Promise<GitRepositoryFacts['recordedBranch']> {
  if (branch === null) return 'not_recorded';
  // No argument of a program can hold a NUL, nor can the name of a branch.
  if (branch.includes('\0')) return 'missing';
  const answers = await Promise.all(
    ['refs/heads', 'refs/remotes/origin'].map((where) =>
      git(['show-ref', '--verify', '--quiet', `${where}/${branch}`]),
    ),
  );
  return answers.some(({ code }) => code === 0) ? 'found' : 'missing';
}

/** Takes long in a large history: then it stays unknown, and the other facts stand. */
async function branchesWith(git: Git, id: string): Promise<GitRepositoryFacts['containedIn']> {
  const question = ['for-each-ref', `--contains=${id}`, `--count=${maxBranches + 1}`, '--format=%(refname)'];
  try {
    const { code, out } = await git([...question, 'refs/heads', 'refs/remotes']);
    if (code !== 0) return null;
    const names = out.split('\n').filter((name) => name !== '');
    const branches = names.slice(0, maxBranches).map((name) => ({
      name: name.replace(/^refs\/(heads|remotes)\//, ''),
      remote: name.startsWith('refs/remotes/'),
    }));
    return { branches, more: names.length > maxBranches };
  } catch (error) {
    if (error instanceof GitStopped) return null;
    throw error;
  }
}

function compareOrigins(recorded: string | null, remote: string | null): GitRepositoryFacts['origin'] {
  if (recorded === null) return 'not_recorded';
  if (remote === null) return 'no_remote';
  return sameRemote(recorded, remote) ? 'same' : 'different';
}
