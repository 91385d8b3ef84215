import { open } from 'node:fs/promises';
import * as z from 'zod';
import { type Review, review, reviewFinding } from '../../contracts/model/edit';
import { StoreError } from '../../store/errors';

/** Larger than any review: a huge file is the wrong one. */
const largest = 20_000_000;
/** Faults that one message names. */
const named = 10;

const { title, body, priority, confidence, file, startLine, endLine } = reviewFinding.shape;

/** What Codex's own reviewer answers (formats.md 3.1). What a newer one has besides does no harm. */
const codexReview = z.object({
  findings: z
    .array(
      z.object({
        title,
        body,
        priority,
        confidence_score: confidence,
        code_location: z.object({
          absolute_file_path: file,
          line_range: z.object({ start: startLine, end: endLine }),
        }),
      }),
    )
    .max(1000),
  overall_correctness: review.shape.verdict,
  overall_explanation: review.shape.explanation,
  overall_confidence_score: review.shape.confidence,
});

/**
 * A review from a JSON file: Skein's own form or that of Codex's reviewer, told apart by `overall_correctness`.
 * `invalid_request` names every place that is wrong and what was expected there; `io` when the file cannot be read.
 */
export async function readFindings(path: string): Promise<Review> {
  const value = parse(await readText(path), path);
  const isCodex = typeof value === 'object' && value !== null && 'overall_correctness' in value;
  const result = isCodex ? fromCodex(value) : review.safeParse(value, { error: expected });
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `\n  ${placeOf(issue.path)}: ${issue.message}`);
  const more = faults.length > named ? `\n  and ${faults.length - named} more` : '';
  const form = isCodex ? 'a review in the form of Codex' : 'a review';
  throw new StoreError(
    'invalid_request',
    `${path} does not hold ${form}:${faults.slice(0, named).join('')}${more}`,
  );
}

function fromCodex(value: object) {
  const parsed = codexReview.safeParse(value, { error: expected });
  if (!parsed.success) return parsed;
  const { findings, ...overall } = parsed.data;
  return review.safeParse({
    findings: findings.map(({ confidence_score, code_location, ...one }) => ({
      ...one,
      confidence: confidence_score,
      file: code_location.absolute_file_path,
      startLine: code_location.line_range.start,
      endLine: code_location.line_range.end,
    })),
    verdict: overall.overall_correctness,
    explanation: overall.overall_explanation,
    confidence: overall.overall_confidence_score,
  });
}

/** Says what is missing in words of JSON; what else is wrong zod says well enough. */
const expected: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return `${issue.expected} expected, but missing`;
  return undefined;
};

/** `findings[2].priority`. */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (before, key) => (typeof key === 'number' ? `${before}[${key}]` : `${before}.${String(key)}`),
    '',
  );
  return text.replace(/^\./, '') || 'the whole';
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new StoreError('invalid_request', `${path} is not JSON: ${(error as SyntaxError).message}`);
  }
}

async function readText(path: string): Promise<string> {
  try {
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > largest)
        throw new StoreError('too_large', `${path} is over ${largest} bytes: no review is.`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const errno = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new StoreError('io', `${path} cannot be read (${errno}).`, { errno });
  }
}
