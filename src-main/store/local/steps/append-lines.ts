import type { FileStepWork } from './step-work';
import { addLines, lookForLines, removeLines } from './appended-lines';
import { lineBytes } from './line-bytes';
import type { StepOf } from './step';

/** Lines at the end of a rollout. What others write behind them leaves them done. */
export const appendLines: FileStepWork<StepOf<'append-lines'>> = {
  look: lookForLines,
  perform: addLines,
  takeBack: removeLines,
  describe: (step) => ({ target: 'rollout', place: step.file, what: `append ${whatOf(step)}` }),
};

/** E.g. `one session_meta line, 1,204 bytes`. */
export function whatOf(step: { newlineFirst: boolean; lines: readonly string[] }): string {
  const kind = /"type":"([a-z_]+)"/.exec(step.lines[0] ?? '')?.[1] ?? 'text';
  const count = step.lines.length === 1 ? `one ${kind} line` : `${step.lines.length} lines`;
  return `${count}, ${lineBytes(step).length.toLocaleString('en-US')} bytes`;
}
