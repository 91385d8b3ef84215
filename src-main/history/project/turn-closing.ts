import type { TurnError } from '../../contracts/model/turn';
import { number, object, string, type JsonObject } from '../json';

/** `completed_at` and `duration_ms` of a closing event; an absent one leaves what is known (legacy). */
export function closingTimes(payload: JsonObject): { completedAt?: number; durationMs?: number } {
  const completedAt = number(payload.completed_at);
  const durationMs = number(payload.duration_ms);
  return { ...(completedAt !== null && { completedAt }), ...(durationMs !== null && { durationMs }) };
}

/** The error of a `task_complete` in the API's spelling; null for a turn that ended well. */
export function turnErrorOf(payload: JsonObject): TurnError | null {
  const error = object(payload.error);
  const message = string(error?.message);
  if (error === null || message === null) return null;
  return {
    message,
    codexErrorInfo: codexErrorInfo(error.codex_error_info),
    // The app-server of 0.169 answers null here whatever the file holds.
    additionalDetails: null,
    misalignment: null,
  };
}

const errorWords = new Set([
  'context_window_exceeded',
  'session_budget_exceeded',
  'usage_limit_exceeded',
  'rate_limit_exceeded',
  'flex_unavailable',
  'server_overloaded',
  'model_not_found',
  'policy_capacity_unavailable',
  'inference_hook_denied',
  'cyber_policy',
  'misalignment_policy_violation',
  'too_many_denials',
  'internal_server_error',
  'unauthorized',
  'bad_request',
  'thread_rollback_failed',
  'sandbox_error',
  'other',
]);

const errorsWithStatus = new Set([
  'http_connection_failed',
  'response_stream_connection_failed',
  'response_stream_disconnected',
  'response_too_many_failed_attempts',
]);

/** snake_case in files, camelCase in the API; what it does not know is `other`. */
function codexErrorInfo(info: unknown): unknown {
  if (info === undefined || info === null) return null;
  const word = string(info);
  if (word !== null) return errorWords.has(word) ? camelCase(word) : 'other';
  const [entry] = Object.entries(object(info) ?? {});
  if (!entry) return 'other';
  const [kind, detail] = entry;
  if (errorsWithStatus.has(kind)) {
    return { [camelCase(kind)]: { httpStatusCode: number(object(detail)?.http_status_code) } };
  }
  if (kind === 'active_turn_not_steerable') {
    return { activeTurnNotSteerable: { turnKind: string(object(detail)?.turn_kind) ?? 'other' } };
  }
  return 'other';
}

function camelCase(word: string): string {
  return word.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
