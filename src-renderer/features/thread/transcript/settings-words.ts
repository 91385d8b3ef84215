import type { TurnSettings } from '@contracts/model/turn';

/** What a turn ran under in one line: model, effort, approval and sandbox. */
export function settingsWords(settings: TurnSettings | null): string {
  if (!settings) return '';
  const { model, effort, approvalPolicy, sandboxPolicy, networkAccess } = settings;
  const sandbox = sandboxPolicy && `${sandboxPolicy}${networkAccess === true ? ' + network' : ''}`;
  return [[model, effort].filter(Boolean).join(' '), approvalPolicy, sandbox].filter(Boolean).join(' · ');
}

/** The same spelt out, for who wants to know which is which. */
export function settingsTitle(settings: TurnSettings | null): string {
  if (!settings) return 'No settings were recorded for this turn';
  const { model, effort, approvalPolicy, sandboxPolicy, networkAccess, cwd } = settings;
  const network = networkAccess === null ? 'unknown' : networkAccess ? 'allowed' : 'not allowed';
  return [
    `model: ${model ?? 'unknown'}`,
    `reasoning effort: ${effort ?? 'unknown'}`,
    `approval policy: ${approvalPolicy ?? 'unknown'}`,
    `sandbox policy: ${sandboxPolicy ?? 'unknown'}`,
    `network: ${network}`,
    `directory: ${cwd ?? 'unknown'}`,
  ].join('\n');
}
