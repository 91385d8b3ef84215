import { object } from '../json';
import { isSince } from './release';
import type { WrittenItem } from './rollout-line';

/** What is known of a thread's settings at the place where it is cut. */
export interface KnownSettings {
  /** Payload of the newest `thread_settings_applied`; null when there is none. */
  applied: Record<string, unknown> | null;
  /** Payload of the newest `turn_context`; null when there is none. */
  turnContext: Record<string, unknown> | null;
}

/** The thread that the settings are written for. */
export interface SettingsOwner {
  threadId: string;
  cliVersion: unknown;
  modelProvider: unknown;
  cwd: string;
}

/**
 * The line by which 0.150 and newer tell the settings of a fork or a reverted thread; null where nothing of them is
 * known, and for older releases, which write none.
 */
export function threadSettings(known: KnownSettings, owner: SettingsOwner): WrittenItem | null {
  const { threadId, cliVersion, cwd } = owner;
  if (!isSince(cliVersion, 0, 150)) return null;
  // Since the paginated dialect the line names its thread and says more.
  const full = isSince(cliVersion, 0, 151);
  const applied = object(known.applied?.thread_settings);
  const settings = applied ? { ...applied } : fromTurn(known.turnContext, owner, full);
  if (!settings) return null;
  if ('cwd' in settings) settings.cwd = cwd;
  if ('runtime_workspace_roots' in settings) settings.runtime_workspace_roots = [cwd];
  return {
    type: 'event_msg',
    payload: {
      type: 'thread_settings_applied',
      ...(full && { thread_id: threadId }),
      thread_settings: settings,
    },
  };
}

function fromTurn(
  turn: Record<string, unknown> | null,
  { modelProvider, cwd }: SettingsOwner,
  full: boolean,
): Record<string, unknown> | null {
  if (!turn) return null;
  const reviewer = turn.approvals_reviewer ?? 'user';
  const told = (name: string, key: string) => (turn[key] === undefined ? {} : { [name]: turn[key] });
  return {
    model: turn.model,
    model_provider_id: modelProvider,
    approval_policy: turn.approval_policy,
    approvals_reviewer: reviewer,
    ...(full && { requested_approvals_reviewer: reviewer }),
    ...told('permission_profile', 'permission_profile'),
    ...told('active_permission_profile', 'active_permission_profile'),
    cwd,
    ...(full && { runtime_workspace_roots: [cwd] }),
    ...told('reasoning_effort', 'effort'),
    ...told('personality', 'personality'),
    ...told('collaboration_mode', 'collaboration_mode'),
    ...(full && { disabled_plugin_ids: turn.disabled_plugin_ids ?? [] }),
  };
}
