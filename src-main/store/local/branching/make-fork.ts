import { forkMeta } from '../../../history/write/fork-meta';
import { interruption } from '../../../history/write/interruption';
import { isSince } from '../../../history/write/release';
import { rolloutLine, rolloutLines, type WrittenItem } from '../../../history/write/rollout-line';
import { rolloutPlace } from '../../../history/write/rollout-place';
import { threadSettings } from '../../../history/write/thread-settings';
import { projectNewFile } from '../projection/project-new-file';
import { newRolloutSize } from '../steps/new-rollout';
import type { ContentPart, Step } from '../steps/step';
import { nameStep } from './name-step';
import { type BranchingParts, type BranchSource, pathForCodex } from './branch-source';
import { forkRow } from './fork-row';
import type { HistoryCut } from './history-cut';
import { newId } from './new-ids';
import { tokensBefore } from './tokens-before';

/** A new thread and the steps that make it. */
export interface MadeFork {
  threadId: string;
  steps: Step[];
}

/** What comes behind the inherited history. */
export type Addition = (thread: { threadId: string; at: Date }) => WrittenItem[];

/**
 * The steps of a fork: its file, its row, what the projection is told of it, and the name that it inherits from
 * 0.150 on. It works in its source's directory.
 *
 * @param add records of the fork's own, e.g. a review
 */
export async function makeFork(
  parts: BranchingParts,
  source: BranchSource,
  cut: HistoryCut,
  add: Addition = () => [],
): Promise<MadeFork> {
  const at = parts.now?.() ?? new Date();
  const threadId = newId(at);
  const timestamp = at.toISOString();
  const { header, summary, dialect } = source;
  const { cwd, gitInfo } = summary;
  const cliVersion = header.cli_version;

  const meta = forkMeta(header, {
    ...{ threadId, timestamp, cwd, git: gitInfo, base: cut.base },
    windowId: newId(at),
    multiAgentVersion: cut.last.multiAgentVersion,
  });
  const settings = threadSettings(cut.last.settings, {
    ...{ threadId, cliVersion, cwd },
    modelProvider: summary.modelProvider,
  });
  const closing = cut.open ? interruption(cut.open, cliVersion, `msg_${newId(at)}`) : [];
  const added = add({ threadId, at });

  const file = rolloutPlace(at, threadId);
  const content: ContentPart[] =
    dialect === 'paginated'
      ? [
          {
            kind: 'lines',
            lines: rolloutLines(
              [meta, ...(settings ? [settings] : []), ...closing, ...added],
              timestamp,
              cut.base?.endOrdinalExclusive ?? 0,
            ),
          },
        ]
      : [
          { kind: 'lines', lines: [rolloutLine(meta, timestamp, null)] },
          { kind: 'copied-records', file: cut.file.file, from: 0, to: cut.offset, timestamp },
          {
            kind: 'lines',
            lines: rolloutLines([...closing, ...(settings ? [settings] : []), ...added], timestamp, null),
          },
        ];
  const size = await newRolloutSize(content, parts);
  const steps: Step[] = [{ kind: 'create-rollout', file, content, size }];

  const name = isSince(cliVersion, 0, 150) ? summary.name : null;
  const values = forkRow(source, cut, {
    ...{ threadId, cwd, name },
    atMs: at.getTime(),
    rolloutPath: await pathForCodex(parts.root, source, file),
    source: String(meta.payload.source),
    git: gitInfo,
    tokensUsed: dialect === 'paginated' ? 0 : tokensBefore(parts, cut),
  });
  if (values) steps.push({ kind: 'insert-row', database: 'state', threadId, values });
  if (dialect === 'paginated') {
    const lines = content.flatMap((part) => (part.kind === 'lines' ? part.lines : []));
    steps.push(...(await projectNewFile(parts.databases, threadId, lines)));
  }
  if (name !== null) steps.push(nameStep(threadId, name, at));
  return { threadId, steps };
}
