import type { RecordRef } from '../../contracts/model/record';
import type { TurnSettings } from '../../contracts/model/turn';
import { boolean, object, string, type JsonObject } from '../json';

/** Settings from a `turn_context` payload. Tolerates `sandbox_policy.mode` of releases up to 0.45 (formats.md 2.4). */
export function settingsOfTurnContext(payload: JsonObject, record: RecordRef): TurnSettings {
  const sandbox = object(payload.sandbox_policy);
  return {
    model: string(payload.model),
    effort: string(payload.effort),
    approvalPolicy: policyName(payload.approval_policy),
    sandboxPolicy: string(sandbox?.type) ?? string(sandbox?.mode),
    networkAccess: networkAccess(sandbox),
    cwd: string(payload.cwd),
    record,
  };
}

const sandboxTypes = new Set<unknown>([
  'danger-full-access',
  'read-only',
  'workspace-write',
  'external-sandbox',
]);

/** Whether upstream reads the line; it passes over releases up to 0.45, which wrote `sandbox_policy.mode`. */
export function readableTurnContext(payload: JsonObject): boolean {
  const hasText = string(payload.cwd) !== null && string(payload.model) !== null;
  return hasText && 'approval_policy' in payload && sandboxTypes.has(object(payload.sandbox_policy)?.type);
}

/** Settings from the `thread_settings` of a `thread_settings_applied` event. */
export function settingsOfThread(payload: JsonObject, record: RecordRef): TurnSettings {
  const settings = object(payload.thread_settings) ?? {};
  return {
    model: string(settings.model),
    effort: string(settings.reasoning_effort),
    approvalPolicy: policyName(settings.approval_policy),
    sandboxPolicy: profileName(object(settings.permission_profile)),
    networkAccess: null,
    cwd: string(settings.cwd),
    record,
  };
}

/** A policy is a word or, where it has parameters, an object with one key. */
function policyName(value: unknown): string | null {
  return string(value) ?? Object.keys(object(value) ?? {})[0] ?? null;
}

function networkAccess(sandbox: JsonObject | null): boolean | null {
  if (sandbox === null) return null;
  const type = string(sandbox.type) ?? string(sandbox.mode);
  if (type === 'danger-full-access') return true;
  const access = sandbox.network_access;
  return boolean(access) ?? (access === 'enabled' ? true : access === 'restricted' ? false : null);
}

/** A disabled profile is what the sandbox policy calls full access. */
function profileName(profile: JsonObject | null): string | null {
  const type = string(profile?.type);
  return type === 'disabled' ? 'danger-full-access' : type;
}
