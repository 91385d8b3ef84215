/** The command line itself is wrong: exit code 2. The message names what is wrong and what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
