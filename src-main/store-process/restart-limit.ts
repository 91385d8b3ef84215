const minute = 60_000;

/** Counts restarts in the last minute: three are allowed, so that a lasting fault does not become a loop. */
export class RestartLimit {
  readonly #now: () => number;
  readonly #most: number;
  #times: number[] = [];

  /** `now` is a clock in milliseconds that never runs backwards. */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  /** Notes one more crash; false when there were too many to go on. */
  allows(): boolean {
    this.#times = [...this.#recent(), this.#now()];
    return this.#times.length <= this.#most;
  }

  /** Crashes in the last minute. */
  get count(): number {
    return this.#recent().length;
  }

  reset(): void {
    this.#times = [];
  }

  #recent(): number[] {
    const since = this.#now() - minute;
    return this.#times.filter((time) => time > since);
  }
}
