/** Whether a `cli_version` is of this release or a newer one; anything that is no version is taken for an old one. */
export function isSince(cliVersion: unknown, major: number, minor: number): boolean {
  const match = typeof cliVersion === 'string' ? /^(\d+)\.(\d+)/.exec(cliVersion) : null;
  if (!match) return false;
  const [have, had] = [Number(match[1]), Number(match[2])];
  return have > major || (have === major && had >= minor);
}
