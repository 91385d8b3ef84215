/** Something that the set-up cannot do by itself, in words for the person at the keyboard. */
export class Problem extends Error {
  /**
   * @param {string} what what could not be done, and why
   * @param {string} [command] the exact command that would do it
   */
  constructor(what, command) {
    super(command ? `${what}\n  This would do it:  ${command}` : what);
    this.name = 'Problem';
  }
}
