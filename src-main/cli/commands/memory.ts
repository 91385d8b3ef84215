import { defineCommand } from '../command';
import { editOptions, notesOf, runEdit, writeThreads } from '../edit/run-edit';
import { findThreads } from '../find-thread';
import { UsageError } from '../usage-error';

const modes = ['enabled', 'disabled'] as const;

/** `skein memory ID.. enabled|disabled`: whether Codex may remember what was said in threads. */
export const memoryCommand = defineCommand({
  name: 'memory',
  summary: 'Sets whether Codex may learn from threads',
  argument: 'ID.. enabled|disabled',
  options: editOptions,
  notes: notesOf('"thread": Thread for one ID, "threads": [Thread, ..] for several'),
  async run(context, words, values) {
    const last = words.at(-1) ?? '';
    const memoryMode = modes.find((one) => one === last);
    if (!memoryMode)
      throw new UsageError(
        `memory expects one of ${modes.join(', ')} at its end, not ${JSON.stringify(last)}`,
      );
    const threadIds = await findThreads(context.manager, words.slice(0, -1));
    return await runEdit(context, {
      request: { kind: 'memory-mode', threadIds, memoryMode },
      dryRun: values['dry-run'],
      answer: () => writeThreads(context, threadIds),
    });
  },
});
