// npm test: sets up what is missing and runs every step; `node scripts/test.mjs STEP ...` runs some of them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './setup/main.mjs';
import { root } from './setup/paths.mjs';
import { prepareNode } from './setup/prepare.mjs';
import { Problem } from './setup/problem.mjs';
import { say } from './setup/progress.mjs';
import * as architecture from './steps/architecture.mjs';
import * as differential from './steps/differential.mjs';
import * as e2e from './steps/e2e.mjs';
import * as format from './steps/format.mjs';
import * as judge from './steps/judge.mjs';
import * as lint from './steps/lint.mjs';
import * as types from './steps/types.mjs';
import * as unit from './steps/unit.mjs';
import * as unused from './steps/unused.mjs';

const failure = { passed: 0, failed: 1, skipped: 0 };
const steps = { types, format, lint, architecture, unused, unit, differential, judge, e2e };

await main(async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(steps);
  const unknown = names.find((name) => !(name in steps));
  if (unknown) throw new Problem(`There is no step ${unknown}. There are: ${Object.keys(steps).join(', ')}.`);
  const setUp = await attempt(prepareNode);
  const results = [];
  for (const name of names) results.push(setUp ? await runStep(name, setUp) : { name, ...failure });
  console.log('');
  for (const { name, passed, failed, skipped } of results) {
    console.log(`${failed > 0 ? '✗' : '✓'} ${steps[name].title}: ${closing(passed, failed, skipped)}`);
  }
  console.log(corpusLine(results.find(({ name }) => name === 'differential')));
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(closing(total('passed'), total('failed'), total('skipped')));
  return total('failed') > 0 ? 1 : 0;
});

async function runStep(name, context) {
  const started = Date.now();
  say(`\n== ${steps[name].title}`);
  const counts = (await attempt(() => steps[name].run(context))) ?? failure;
  say(
    `== ${closing(counts.passed, counts.failed, counts.skipped)} (${Math.round((Date.now() - started) / 1000)} s)`,
  );
  return { name, ...counts };
}

/** A step that cannot run must neither stop the others nor look like a passed one. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    say(error instanceof Problem ? error.message : `${error.stack}`);
    return undefined;
  }
}

function closing(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function corpusLine(differentialResult) {
  if (!existsSync(join(root, '..', 'shared', 'corpus'))) {
    return "Corpus: ../shared/corpus is not there; the project's own fixtures were used.";
  }
  const ran = differentialResult && differentialResult.passed > 0;
  const compared = ran ? 'and was run with the differential tests' : 'but no differential test ran';
  return `Corpus: ../shared/corpus is there, ${compared}.`;
}
