import { StoreError } from '../../errors';
import { groupSteps, type RowGroup, type StepGroup } from './group-steps';
import { removeLeftovers } from './remove-leftovers';
import type { FileStep, Step, StepKind, StepState } from './step';
import { describeStep, fileWorkOf, rowWorkOf } from './step-table';
import type { StepPlaces } from './step-work';

/** How it ended: `standing` are steps that could not be taken back after a later one failed. */
export type StepsOutcome = { done: true } | { done: false; error: unknown; standing: Step[] };

/**
 * Does the steps in their order and reads each back. When one fails, those that were done are taken back, last one
 * first. A place that does not look as expected is a `conflict`.
 *
 * @param goOn after a crash: steps that are done, or half done, are ours
 */
export async function runSteps(
  steps: readonly Step[],
  places: StepPlaces,
  goOn: boolean = false,
): Promise<StepsOutcome> {
  const groups = groupSteps(steps);
  const done: StepGroup[] = [];
  try {
    for (const group of groups) {
      if (group.database === null) {
        // Noted before it begins: what fails half way may leave something to take back.
        await performOnFile(group.steps[0], places, goOn, () => done.push(group));
      } else {
        await performOnRows(group, places, goOn);
        done.push(group);
      }
    }
    return { done: true };
  } catch (error) {
    if (!goOn) return { done: false, error, standing: await takeBack(done, places) };
    // Whether a crash came before or behind a step, only its place can tell; what somebody else may have done stays.
    const standing: Step[] = [];
    for (const group of groups.toReversed()) {
      const left = group.steps.every(isSurelyOurs) ? takeBack([group], places) : stillThere(group, places);
      standing.unshift(...(await left));
    }
    return { done: false, error, standing };
  } finally {
    await removeLeftovers(steps, places);
  }
}

/** How every place looks now; nothing is changed. Rows of a database that is not there look like `other`. */
export async function lookAtSteps(steps: readonly Step[], places: StepPlaces): Promise<StepState[]> {
  const states: StepState[] = [];
  for (const group of groupSteps(steps)) {
    if (group.database === null) {
      const [step] = group.steps;
      states.push(await fileWorkOf(step).look(step, places));
      continue;
    }
    const seen = await places.databases.read(group.database, (db) =>
      group.steps.map((step) => rowWorkOf(step).look(step, db, places)),
    );
    states.push(...(seen ?? group.steps.map(() => 'other' as const)));
  }
  return states;
}

/** What nobody else leaves like this: lines with our time stamps, a new rollout, what lies in our bin. */
function isSurelyOurs({ kind }: Step): boolean {
  return ourKinds.has(kind);
}

const ourKinds: ReadonlySet<StepKind> = new Set([
  'append-lines',
  'create-rollout',
  'bin-file',
  'restore-file',
  'append-name',
  'project-lines',
]);

async function performOnFile(step: FileStep, places: StepPlaces, goOn: boolean, onBegin: () => void) {
  const work = fileWorkOf(step);
  const state = await work.look(step, places);
  if (goOn && state === 'after') return;
  if (state !== 'before' && !(goOn && state === 'half')) throw unexpected(step);
  onBegin();
  await work.perform(step, places);
  if ((await work.look(step, places)) !== 'after') throw notRead(step);
}

/** Its transaction leaves nothing behind when it fails. */
async function performOnRows({ database, steps }: RowGroup, places: StepPlaces, goOn: boolean) {
  await places.databases.write(database, (db) => {
    for (const step of steps) {
      const work = rowWorkOf(step);
      const state = work.look(step, db, places);
      if (goOn && state === 'after') continue;
      if (state !== 'before') throw unexpected(step);
      work.perform(step, db, places);
      if (work.look(step, db, places) !== 'after') throw notRead(step);
    }
  });
}

/** What is left standing, in order. */
async function takeBack(groups: readonly StepGroup[], places: StepPlaces): Promise<Step[]> {
  const standing: Step[] = [];
  for (const group of groups.toReversed()) {
    try {
      await takeBackGroup(group, places);
    } catch {
      // Told with the error that made it necessary: what stands is named there.
      standing.unshift(...(await stillThere(group, places)));
    }
  }
  return standing;
}

async function takeBackGroup(group: StepGroup, places: StepPlaces): Promise<void> {
  if (group.database === null) {
    const [step] = group.steps;
    const work = fileWorkOf(step);
    const state = await work.look(step, places);
    if (state === 'after' || state === 'half') await work.takeBack(step, places);
    return;
  }
  const states = await lookAtSteps(group.steps, places);
  // A transaction that failed left nothing behind.
  if (!states.includes('after')) return;
  await places.databases.write(group.database, (db) => {
    for (const step of group.steps.toReversed()) {
      const work = rowWorkOf(step);
      if (work.look(step, db, places) === 'after') work.takeBack(step, db, places);
    }
  });
}

async function stillThere(group: StepGroup, places: StepPlaces): Promise<Step[]> {
  const states = await lookAtSteps(group.steps, places).catch(() => null);
  return group.steps.filter((_step, n) => states === null || states[n] === 'after' || states[n] === 'half');
}

function unexpected(step: Step): StoreError {
  const { place } = describeStep(step);
  return new StoreError('conflict', `${place} changed meanwhile`, { reason: 'changed_since', place });
}

function notRead(step: Step): StoreError {
  const { place } = describeStep(step);
  return new StoreError('io', `${place} does not hold what was written to it`, { place });
}
