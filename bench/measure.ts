import { cpus, totalmem } from 'node:os';

/** One way to do the work; resolves to the milliseconds it took. */
export type Arm = () => Promise<number>;

export interface Measured {
  /** Milliseconds, in the order of the rounds. */
  samples: Record<string, number[]>;
  medians: Record<string, number>;
}

/** Runs all arms one after another, round by round, so that what else the machine does hits all of them alike. */
export async function measure(rounds: number, arms: Record<string, Arm>): Promise<Measured> {
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(arms).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, arm] of Object.entries(arms)) {
      const ms = await arm();
      samples[name]?.push(ms);
      console.error(`  ${round + 1}/${rounds}  ${name}: ${ms.toFixed(0)} ms`);
    }
  }
  const medians = Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, median(list)]));
  return { samples, medians };
}

/** Times one call. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Prints a measurement as JSON. `ratios` are medians over medians: of the arm named first to that named second. */
export function report(
  name: string,
  facts: Record<string, unknown>,
  { samples, medians }: Measured,
  ratios: readonly (readonly [string, string])[],
): void {
  const round = (value: number) => Number(value.toPrecision(3));
  const known = ratios.filter(([one, other]) => one in medians && other in medians);
  const result = {
    bench: name,
    machine: {
      cpus: cpus().length,
      model: cpus()[0]?.model ?? 'unknown',
      memoryGB: Math.round(totalmem() / 1e9),
    },
    ...facts,
    samplesMs: Object.fromEntries(Object.entries(samples).map(([arm, list]) => [arm, list.map(Math.round)])),
    mediansMs: Object.fromEntries(Object.entries(medians).map(([arm, value]) => [arm, Math.round(value)])),
    ratios: Object.fromEntries(
      known.map(([one, other]) => [`${one} / ${other}`, round((medians[one] ?? 0) / (medians[other] ?? 1))]),
    ),
  };
  console.log(JSON.stringify(result, null, 2));
}

/** A whole number from the environment, for shorter or longer runs. */
export function setting(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number from 1 on`);
  return value;
}

function median(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}
