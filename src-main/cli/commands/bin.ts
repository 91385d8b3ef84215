import { defineCommand } from '../command';
import { confirmed, mustBeAnswered, yes } from '../confirm';
import { bytes, counted } from '../format-facts';
import { flag } from '../option-kinds';
import { printableJson } from '../printable';

/** `skein bin`: how much lies in the bin, and emptying it. */
export const binCommand = defineCommand({
  name: 'bin',
  summary: 'Tells how much deleted threads still take, and empties the bin',
  argument: null,
  options: {
    empty: flag('remove the copies of deleted threads for good'),
    'dry-run': flag('with --empty: only tell what would be removed'),
    yes,
  },
  notes: [
    'What was removed from the bin cannot be brought back: --empty asks first, and needs --yes where there is no terminal.',
    'JSON: {"threads", "files", "bytes", "emptied": true or false}',
  ],
  async run(context, _words, values) {
    const { manager, out, json } = context;
    const empties = values.empty && !values['dry-run'];
    if (empties) mustBeAnswered(context, values.yes, 'bin --empty');
    const before = await manager.edits.bin();
    const size = `${counted(before.threads, 'deleted thread')}, ${counted(before.files, 'file')}, ${bytes(before.bytes)}`;
    const goes = empties && (await confirmed(context, values.yes, `Remove ${size} for good?`));
    const bin = goes ? await manager.edits.emptyBin() : before;
    if (json) await out.write(`${printableJson({ ...bin, emptied: goes })}\n`);
    else await out.write(`${goes ? 'Removed: ' : 'In the bin: '}${size}\n`);
    return empties && !goes ? 1 : 0;
  },
});
