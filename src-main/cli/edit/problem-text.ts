import type { ErrorDetail } from '../../contracts/result';
import { printableLine } from '../printable';

/** Why a thread was not edited, on one line, with who holds it where the system told. */
export function problemText(message: string, detail: ErrorDetail | undefined): string {
  const { pid, program } = detail ?? {};
  const holder = typeof pid === 'number' ? ` (held by ${program ?? 'a program'}, process ${pid})` : '';
  return printableLine(`${message}${holder}`);
}
