import type { GitChange, GitCondition } from '../../contracts/model/edit';
import { type CommandContext, defineCommand, type OptionValues } from '../command';
import { evidenceLines } from '../edit/evidence-lines';
import { editOptions, notesOf, runEdit, writeThreads } from '../edit/run-edit';
import { findThreads } from '../find-thread';
import { flag, text } from '../option-kinds';
import { painter } from '../paint';
import { printableJson } from '../printable';
import { UsageError } from '../usage-error';

const options = {
  'set-branch': text('B', 'the branch becomes B'),
  'clear-branch': flag('there is no branch any more'),
  'set-sha': text('S', 'the commit becomes S'),
  'clear-sha': flag('there is no commit any more'),
  'set-origin': text('U', 'the address of the remote becomes U'),
  'clear-origin': flag('there is no address of a remote any more'),
  'where-branch': text('B', 'only threads whose branch is B now'),
  evidence: flag('show what the repository at the folder of the thread says, and change nothing'),
  allow: flag('with --evidence: git may be run in that folder from now on'),
  disallow: flag('with --evidence: git may no longer be run there'),
  ...editOptions,
};

/** `skein git ID..`: changes git metadata, or shows the evidence for it. */
export const gitCommand = defineCommand({
  name: 'git',
  summary: 'Changes the git metadata of threads, or shows what their repository says',
  argument: 'ID..',
  options,
  notes: [
    ...notesOf('"thread": Thread for one ID, "threads": [Thread, ..] for several'),
    'What is neither set nor cleared stays. With --evidence JSON: {"evidence": GitEvidence}; git runs only in folders where that was allowed.',
  ],
  async run(context, words, values) {
    const change = changeOf(values);
    const threadIds = await findThreads(context.manager, words);
    if (values.evidence) return await showEvidence(context, threadIds, change, values);
    if (values.allow || values.disallow) throw new UsageError('--allow and --disallow go with --evidence');
    if (Object.keys(change).length === 0)
      throw new UsageError('git expects something to set or to clear, or --evidence');
    const where: GitCondition = { branch: values['where-branch'] };
    return await runEdit(context, {
      request: {
        kind: 'git',
        threadIds,
        change,
        ...(where.branch !== undefined && { where }),
      },
      dryRun: values['dry-run'],
      answer: () => writeThreads(context, threadIds),
    });
  },
});

type Values = OptionValues<typeof options>;

/** Only what is set or cleared. */
function changeOf(values: Values): GitChange {
  const one = (name: string, set: string | undefined, clear: boolean): string | null | undefined => {
    if (set !== undefined && clear)
      throw new UsageError(`--set-${name} and --clear-${name} exclude each other`);
    return clear ? null : set;
  };
  const all = {
    branch: one('branch', values['set-branch'], values['clear-branch']),
    sha: one('sha', values['set-sha'], values['clear-sha']),
    originUrl: one('origin', values['set-origin'], values['clear-origin']),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function showEvidence(
  { manager, git, out, messages, json }: CommandContext,
  threadIds: readonly string[],
  change: GitChange,
  values: Values,
): Promise<number> {
  const [id, more] = threadIds;
  if (id === undefined || more !== undefined) throw new UsageError('--evidence takes one ID');
  if (Object.keys(change).length > 0 || values['dry-run'] || values['where-branch'] !== undefined)
    throw new UsageError('--evidence changes nothing: it goes with --allow and --disallow only');
  if (values.allow && values.disallow) throw new UsageError('--allow and --disallow exclude each other');
  const thread = await manager.read(id);
  const evidence =
    values.allow || values.disallow ? await git.allow(thread, values.allow) : await git.of(thread);
  if (json) await out.write(`${printableJson({ evidence })}\n`);
  else await out.write(`${evidenceLines(evidence, painter(out.colour)).join('\n')}\n`);
  if (evidence.state === 'not_allowed' && !values.disallow)
    await messages.write(
      'skein: With --allow git is run there, now and later; no program of the repository is.\n',
    );
  return evidence.state === 'failed' || evidence.state === 'timeout' ? 1 : 0;
}
