import type { GitValue } from '../contracts/git';
import type { GitInfo } from '../contracts/model/thread';
import { redactUrl } from './redact-url';
import type { GitVersion } from './thread-metadata';

const fields = ['branch', 'sha', 'originUrl'] as const;

/**
 * Every value that a thread's git fields have or had, oldest first: one per line that writes them, then the row's.
 *
 * @param lines what each file of the thread says, oldest file first
 * @param row what the state database says; null when it has no say, and the last line counts
 */
export function gitValues(
  lines: readonly { file: string; versions: readonly GitVersion[] }[],
  row: { file: string; git: GitInfo } | null,
): GitValue[] {
  const written = lines.flatMap(({ file, versions }) =>
    versions.map(({ git, at, record }) => ({ file, line: record.line, at, git })),
  );
  const all = row ? [...written, { file: row.file, line: null, at: null, git: row.git }] : written;
  return all.flatMap(({ git, ...place }, nth) =>
    fields.map((field) => {
      const value = git?.[field] ?? null;
      return {
        field,
        value: field === 'originUrl' ? redactUrl(value) : value,
        ...place,
        current: nth === all.length - 1,
      };
    }),
  );
}
