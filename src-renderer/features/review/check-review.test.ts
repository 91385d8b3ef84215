import type { ReviewDraft } from '@contracts/edits';
import { reviewDraft } from '@contracts/edits';
import { review as reviewSchema } from '@contracts/model/edit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReview } from './check-review';
import type { DraftFinding } from './draft-keeper';
import { newFinding } from './finding-of-item';

const whole: DraftFinding = {
  ...newFinding,
  title: 'Wrong total',
  file: '/srv/loom/total.py',
  startLine: 4,
  endLine: 9,
};
const draftOf = (over: Partial<ReviewDraft> = {}): ReviewDraft => ({
  findings: [whole],
  verdict: 'patch is incorrect',
  explanation: 'It adds twice.',
  confidence: 0.9,
  ...over,
});
const faultsOf = (over: Partial<DraftFinding>) =>
  checkReview(draftOf({ findings: [whole, { ...whole, ...over }] })).faults.findings.get(1);

describe('checkReview', () => {
  it('passes a whole review on, trimmed', () => {
    const { review, faults } = checkReview(draftOf({ findings: [{ ...whole, title: ' Wrong total ' }] }));
    expect(review).toEqual(draftOf());
    expect(faults.count).toBe(0);
  });

  it.each([
    [{ title: '  ' }, { title: 'A finding needs a title.' }],
    [{ file: 'total.py' }, { file: 'The whole path is needed, from the root.' }],
    [{ startLine: 0, endLine: 0 }, { startLine: 'On which line does it begin?' }],
    [{ endLine: 3 }, { endLine: 'It ends before line 4.' }],
    [{ file: '' }, { file: 'Which file are these lines of?' }],
    [
      { title: '', file: 'x', startLine: 0 },
      {
        title: 'A finding needs a title.',
        file: 'The whole path is needed, from the root.',
        startLine: 'On which line does it begin?',
      },
    ],
  ])('says field by field what a finding lacks: %o', (over, faults) => {
    expect(faultsOf(over)).toEqual(faults);
  });

  it.each([
    { file: 'C:\\loom\\a.py' },
    { file: '\\\\server\\a.py' },
    { file: '', startLine: 0, endLine: 0 },
    { endLine: 0 },
    { endLine: 4 },
  ])('takes %o', (over) => {
    expect(faultsOf(over)).toBeUndefined();
  });

  it('makes one line a range', () => {
    const { review } = checkReview(draftOf({ findings: [{ ...whole, endLine: 0 }] }));
    expect(review?.findings[0]).toMatchObject({ startLine: 4, endLine: 4 });
  });

  it('wants a verdict, and an explanation where there is no finding', () => {
    const { review, faults } = checkReview(draftOf({ verdict: null, explanation: ' ', findings: [] }));
    expect(review).toBeNull();
    expect(faults).toMatchObject({ verdict: expect.any(String), explanation: expect.any(String), count: 2 });
    expect(checkReview(draftOf({ explanation: '' })).review).not.toBeNull();
  });

  it('lets through exactly what the contract takes, for every draft', () => {
    const findings = fc.array(
      fc.record({
        title: fc.constantFrom('', ' ', 'T'),
        body: fc.string({ maxLength: 5 }),
        priority: fc.integer({ min: 0, max: 3 }),
        confidence: fc.constantFrom(0, 0.8, 1),
        file: fc.constantFrom('', '/a', 'a', 'C:/a'),
        startLine: fc.nat(3),
        endLine: fc.nat(3),
      }),
      { maxLength: 3 },
    );
    const drafts = fc.record({
      findings,
      verdict: fc.constantFrom(null, 'patch is correct' as const),
      explanation: fc.constantFrom('', 'because'),
      confidence: fc.constantFrom(0, 1),
    });
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(reviewDraft.safeParse(draft).success).toBe(true);
        const { review, faults } = checkReview(draft);
        expect(review === null).toBe(faults.count > 0);
        if (review) expect(reviewSchema.parse(review)).toEqual(review);
      }),
    );
  });
});
