/** Characters that no shell here gives a meaning to. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word of a command for a POSIX shell. */
export function quotePosix(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** One word of a command for PowerShell, which takes curly single quotes for straight ones. */
export function quotePowerShell(word: string): string {
  return `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}
