import type { ReviewDraft } from '@contracts/edits';
import type { Review } from '@contracts/model/edit';
import type { DraftFinding } from './draft-keeper';

export type FindingFaults = Partial<Record<'title' | 'file' | 'startLine' | 'endLine', string>>;

/** What a review still lacks, field by field. */
export interface ReviewFaults {
  verdict?: string;
  explanation?: string;
  /** By the place of the finding; those without a fault are not in it. */
  findings: ReadonlyMap<number, FindingFaults>;
  count: number;
}

/** A finished review, or what it lacks: exactly one of the two has something. */
export function checkReview(draft: ReviewDraft): { review: Review | null; faults: ReviewFaults } {
  const findings = new Map<number, FindingFaults>();
  draft.findings.forEach((finding, at) => {
    const faults = checkFinding(finding);
    if (Object.keys(faults).length > 0) findings.set(at, faults);
  });
  const faults: Omit<ReviewFaults, 'count'> = { findings };
  if (draft.verdict === null) faults.verdict = 'Say whether the patch is correct.';
  // Without either, Codex shows that the reviewer failed to answer.
  if (draft.explanation.trim() === '' && draft.findings.length === 0)
    faults.explanation = 'Say what the verdict rests on: there are no findings.';
  const count =
    [...findings.values()].reduce((sum, one) => sum + Object.keys(one).length, 0) +
    Object.keys(faults).length -
    1;
  if (count > 0 || draft.verdict === null) return { review: null, faults: { ...faults, count } };
  const review = { ...draft, verdict: draft.verdict, findings: draft.findings.map(finish) };
  return { review, faults: { findings, count } };
}

function checkFinding({ title, file, startLine, endLine }: DraftFinding): FindingFaults {
  const faults: FindingFaults = {};
  if (title.trim() === '') faults.title = 'A finding needs a title.';
  if (file.trim() === '') {
    if (startLine > 0 || endLine > 0) faults.file = 'Which file are these lines of?';
    return faults;
  }
  if (!/^(\/|[a-z]:[\\/]|\\\\)/i.test(file.trim())) faults.file = 'The whole path is needed, from the root.';
  if (startLine < 1) faults.startLine = 'On which line does it begin?';
  else if (endLine > 0 && endLine < startLine) faults.endLine = `It ends before line ${startLine}.`;
  return faults;
}

/** One line is a range from itself to itself. */
function finish(finding: DraftFinding): Review['findings'][number] {
  const { title, file, startLine, endLine } = finding;
  return { ...finding, title: title.trim(), file: file.trim(), endLine: Math.max(startLine, endLine) };
}
