import type { Review } from '../../contracts/model/edit';

/** A review as `review_output` holds it. The title carries the priority, as Codex's reviewer is told to write it. */
export function reviewOutput(review: Review): Record<string, unknown> {
  return {
    findings: review.findings.map(({ title, body, priority, confidence, file, startLine, endLine }) => ({
      title: `[P${priority}] ${title.replace(/^\[P[0-3]\]\s*/, '')}`,
      body,
      confidence_score: confidence,
      priority,
      code_location: { absolute_file_path: file, line_range: { start: startLine, end: endLine } },
    })),
    overall_correctness: review.verdict,
    overall_explanation: review.explanation,
    overall_confidence_score: review.confidence,
  };
}
