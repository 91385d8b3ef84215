import type { Failure } from '@contracts/result';

const hints: Partial<Record<Failure['code'], string>> = {
  stale: 'The plan is too old: make it again.',
  store_unavailable:
    'The store stopped while it was at work. What was done is in the journal; an edit that was interrupted is finished or taken back when the store starts again.',
  partial: 'Part of the edit stands, see below and the journal.',
};

/** What a failure means for the user, where its own message does not say it; null where it does. */
export function failureHint(code: Failure['code']): string | null {
  return hints[code] ?? null;
}
