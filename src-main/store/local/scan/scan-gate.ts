import { setImmediate as yieldToOthers } from 'node:timers/promises';

export type Priority = 'foreground' | 'background';

/** Lets scans in the background step aside while somebody waits for an answer. */
export class ScanGate {
  #waiting = 0;
  #open: (() => void)[] = [];

  /** Runs a call that somebody waits for. */
  async foreground<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    try {
      return await work();
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) {
        for (const open of this.#open.splice(0)) open();
      }
    }
  }

  /** To be passed between two chunks: other work of the process always gets its turn here. */
  async pass(priority: () => Priority): Promise<void> {
    await yieldToOthers();
    while (priority() === 'background' && this.#waiting > 0) {
      await new Promise<void>((resolve) => this.#open.push(resolve));
    }
  }

  /** Makes all who stand aside ask again whether they have to. */
  release(): void {
    for (const open of this.#open.splice(0)) open();
  }
}
