import type { TurnSettings } from '@contracts/model/turn';

/** What a turn ran under in one line: model, effort, approval and sandbox. */
export function settingsWords(settings: TurnSettings | null): string {
  if (!settings) return '';
  const { model, effort, approvalPolicy, sandboxPolicy, networkAccess } = settings;
  const network = networkAccess === true ? ' with network' : '';
  return [
    [model, effort].filter(Boolean).join(' '),
    approvalPolicy && `approval ${approvalPolicy}`,
    sandboxPolicy && `${sandboxPolicy}${network}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
