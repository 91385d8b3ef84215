import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFindings } from './read-findings';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skein-findings-'));
  path = join(folder, 'review.json');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ours = {
  findings: [
    {
      title: 'Guard against null',
      body: 'It may be null here.',
      priority: 2,
      confidence: 0.8,
      file: '/srv/demo/a.ts',
      startLine: 3,
      endLine: 5,
    },
  ],
  verdict: 'patch is incorrect',
  explanation: 'One issue found.',
  confidence: 0.7,
};

// As a recorded rollout has it, with what a later release might add.
const codex = {
  findings: [
    {
      title: 'Guard against null',
      body: 'It may be null here.',
      confidence_score: 0.8,
      priority: 2,
      code_location: { absolute_file_path: '/srv/demo/a.ts', line_range: { start: 3, end: 5 } },
      category: 'later',
    },
  ],
  overall_correctness: 'patch is incorrect',
  overall_explanation: 'One issue found.',
  overall_confidence_score: 0.7,
};

const read = async (value: unknown) => {
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
  return await readFindings(path);
};
const message = async (value: unknown) =>
  (await read(value).then(
    () => 'it was taken',
    (error: Error) => error.message,
  )) as string;

test('both forms say the same', async () => {
  expect(await read(ours)).toEqual(ours);
  expect(await read(codex)).toEqual(ours);
  expect(await read(`\ufeff${JSON.stringify(ours)}`)).toEqual(ours);
});

describe('what is wrong is named, with its place', () => {
  const [finding] = ours.findings;
  test.each([
    [
      { ...ours, findings: [{ ...finding, priority: 7 }] },
      'findings[0].priority: Too big: expected number to be <=3',
    ],
    [{ ...ours, findings: [finding, { ...finding, title: ' ' }] }, 'findings[1].title: Too small'],
    [
      { ...ours, findings: [{ ...finding, confidence: '1' }] },
      'findings[0].confidence: Invalid input: expected number',
    ],
    [{ ...ours, findings: [{ ...finding, line: 3 }] }, 'findings[0]: Unrecognized key: "line"'],
    [
      { ...ours, verdict: 'good' },
      'verdict: Invalid option: expected one of "patch is correct"|"patch is incorrect"',
    ],
    [{ ...ours, explanation: undefined }, 'explanation: string expected, but missing'],
    [[], 'the whole: Invalid input: expected object'],
    ['null', 'the whole: Invalid input: expected object'],
    ['{"findings": [', 'is not JSON: '],
    [{ ...codex, overall_confidence_score: 2 }, 'overall_confidence_score: Too big'],
    [
      { ...codex, findings: [{ ...codex.findings[0], code_location: {} }] },
      'findings[0].code_location.absolute_file_path: string expected, but missing',
    ],
  ])('%j', async (value, expected) => {
    const text = await message(value);
    expect(text).toContain(path);
    expect(text).toContain(expected);
  });

  test('of many faults the first ten', async () => {
    const text = await message({
      ...ours,
      findings: Array.from({ length: 14 }, () => ({ ...finding, body: 1 })),
    });
    expect(text).toContain('findings[9].body');
    expect(text).not.toContain('findings[10].body');
    expect(text).toContain('and 4 more');
  });
});

test('a file that cannot be read, and one that is too large', async () => {
  await expect(readFindings(join(folder, 'none.json'))).rejects.toMatchObject({
    code: 'io',
    message: expect.stringContaining('ENOENT'),
  });
  await writeFile(path, '');
  await truncate(path, 20_000_001);
  await expect(readFindings(path)).rejects.toMatchObject({ code: 'too_large' });
});
