import type { UpstreamItem } from '../../contracts/model/item';
import { integer, object, objects, string, type JsonObject } from '../json';

type Review = Extract<UpstreamItem, { type: 'enteredReviewMode' | 'exitedReviewMode' }>;

/** A legacy `entered_review_mode` event; upstream names the target only through the hint. */
export function enteredReviewOfEvent(event: JsonObject, id: string): Review | null {
  if (object(event.target) === null) return null;
  return { type: 'enteredReviewMode', id, review: string(event.user_facing_hint) ?? 'Review requested.' };
}

/** A paginated `EnteredReviewMode` item; null where upstream cannot read it. */
export function enteredReviewOfTurnItem(item: JsonObject): Review | null {
  const id = string(item.id);
  const hint = string(item.user_facing_hint);
  if (id === null || hint === null || object(item.target) === null) return null;
  return { type: 'enteredReviewMode', id, review: hint };
}

/** A legacy `exited_review_mode` event or a paginated `ExitedReviewMode` item. */
export function exitedReview(from: JsonObject, itemId: unknown): Review | null {
  const id = string(itemId);
  return id === null
    ? null
    : { type: 'exitedReviewMode', id, review: reviewText(object(from.review_output)) };
}

/** The reviewer's output as upstream renders it: the explanation, then the findings. */
export function reviewText(output: JsonObject | null): string {
  const explanation = (string(output?.overall_explanation) ?? '').trim();
  const findings = objects(output?.findings);
  const heading = findings.length > 1 ? 'Full review comments:' : 'Review comment:';
  const comments = findings.length === 0 ? '' : [heading, ...findings.map(finding)].join('\n\n');
  const text = [explanation, comments].filter((part) => part !== '').join('\n\n');
  return text === '' ? 'Reviewer failed to output a response.' : text;
}

function finding(found: JsonObject): string {
  const location = object(found.code_location);
  const range = object(location?.line_range);
  const place = `${string(location?.absolute_file_path) ?? ''}:${integer(range?.start) ?? 0}-${integer(range?.end) ?? 0}`;
  const body = string(found.body) ?? '';
  const lines = body === '' ? [] : body.split('\n').map((line) => `  ${line}`);
  return [`- ${string(found.title) ?? ''} — ${place}`, ...lines].join('\n');
}
