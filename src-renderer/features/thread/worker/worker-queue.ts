import type { TextJob, TextReply, TextRequest, TextResult } from './text-job';

/** What of a Worker the queue uses; tests give their own. */
export interface WorkerLike {
  postMessage: (request: TextRequest) => void;
  terminate: () => void;
  onmessage: ((event: { data: TextReply }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

interface Waiting {
  job: TextJob;
  deadlineMs: number;
  settle: (result: TextResult<TextJob> | null) => void;
}

/** Failed starts in a row after which the queue gives up: the worker cannot run here. */
const maxFailures = 3;

/**
 * Runs jobs on hostile text one after the other in a worker that is ended when a job takes too long.
 *
 * A job that failed, took too long or could not run answers null: its text is then shown plain.
 */
export class WorkerQueue {
  readonly #start: () => WorkerLike;
  readonly #waiting: Waiting[] = [];
  #worker: WorkerLike | null = null;
  #isReady = false;
  #current: (Waiting & { id: number }) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nextId = 0;
  #failures = 0;

  constructor(start: () => WorkerLike) {
    this.#start = start;
  }

  /** The deadline counts from when the worker takes the job up, in ms. */
  run<J extends TextJob>(job: J, deadlineMs: number): Promise<TextResult<J> | null> {
    return new Promise((resolve) => {
      this.#waiting.push({ job, deadlineMs, settle: (result) => resolve(result as TextResult<J> | null) });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current || this.#waiting.length === 0) return;
    if (this.#failures >= maxFailures || !this.#ensureWorker()) {
      for (const { settle } of this.#waiting.splice(0)) settle(null);
      return;
    }
    if (!this.#isReady) return;
    const next = this.#waiting.shift() as Waiting;
    this.#current = { ...next, id: this.#nextId++ };
    this.#timer = setTimeout(() => {
      this.#stop();
      this.#settle(null);
    }, next.deadlineMs);
    this.#worker?.postMessage({ id: this.#current.id, job: next.job });
  }

  #ensureWorker(): boolean {
    if (this.#worker) return true;
    try {
      const worker = this.#start();
      worker.onmessage = ({ data }) => this.#receive(data);
      worker.onerror = () => {
        this.#failures += 1;
        this.#stop();
        this.#settle(null);
      };
      this.#worker = worker;
      return true;
    } catch {
      // No workers here (an old policy, a test's page): everything is shown plain.
      this.#failures = maxFailures;
      return false;
    }
  }

  #receive(reply: TextReply): void {
    if (reply.id === -1) {
      this.#isReady = true;
      this.#failures = 0;
      this.#next();
    } else if (reply.id === this.#current?.id) {
      this.#settle(reply.ok ? (reply.result as TextResult<TextJob>) : null);
    }
  }

  #settle(result: TextResult<TextJob> | null): void {
    clearTimeout(this.#timer);
    const current = this.#current;
    this.#current = null;
    current?.settle(result);
    this.#next();
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isReady = false;
  }
}
