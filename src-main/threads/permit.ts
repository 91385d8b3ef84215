/** Lets one piece of work run at a time, in the order in which it was asked for. What fails does not stop the rest. */
export class Permit {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything asked for before has settled. Work that waits for its own permit waits for ever. */
  hold<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
