import { stringOf } from './read-value';

/** What Codex took a command for, in a few words; empty when it said no more than the command itself. */
export function actionText(action: Record<string, unknown>): string {
  const path = stringOf(action.path);
  switch (action.type) {
    case 'read':
      return `read ${path || stringOf(action.name)}`;
    case 'listFiles':
      return `list files${path && ` in ${path}`}`;
    case 'search':
      return `search${action.query ? ` for ${stringOf(action.query)}` : ''}${path && ` in ${path}`}`;
    default:
      return '';
  }
}
