import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextReply, TextRequest } from './text-job';
import { WorkerQueue, type WorkerLike } from './worker-queue';

class FakeWorker implements WorkerLike {
  onmessage: ((event: { data: TextReply }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  readonly requests: TextRequest[] = [];
  isEnded = false;
  postMessage(request: TextRequest): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.isEnded = true;
  }
  ready(): void {
    this.onmessage?.({ data: { id: -1, ok: true, result: true } });
  }
  reply(): void {
    this.onmessage?.({ data: { id: this.requests.at(-1)?.id ?? 0, ok: true, result: true } });
  }
}

const job = (text: string) => ({ kind: 'try-markdown', text }) as const;

describe('WorkerQueue', () => {
  let workers: FakeWorker[];
  let queue: WorkerQueue;
  beforeEach(() => {
    vi.useFakeTimers();
    workers = [];
    queue = new WorkerQueue(() => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives the worker one job at a time, once it has loaded', async () => {
    const first = queue.run(job('a'), 100);
    const second = queue.run(job('b'), 100);
    expect(workers[0]?.requests).toHaveLength(0);
    workers[0]?.ready();
    expect(workers[0]?.requests).toHaveLength(1);
    workers[0]?.reply();
    expect(await first).toBe(true);
    expect(workers[0]?.requests.map(({ job: { kind } }) => kind)).toHaveLength(2);
    workers[0]?.reply();
    expect(await second).toBe(true);
  });

  it('ends a worker whose job takes too long, answers null and goes on with a new one', async () => {
    const slow = queue.run(job('slow'), 100);
    const next = queue.run(job('next'), 100);
    workers[0]?.ready();
    vi.advanceTimersByTime(101);
    expect(await slow).toBeNull();
    expect(workers[0]?.isEnded).toBe(true);
    workers[1]?.ready();
    workers[1]?.reply();
    expect(await next).toBe(true);
  });

  it('answers null for a job that failed', async () => {
    const failing = queue.run(job('a'), 100);
    workers[0]?.ready();
    workers[0]?.onmessage?.({ data: { id: 0, ok: false, message: 'no such language' } });
    expect(await failing).toBeNull();
    expect(workers).toHaveLength(1);
  });

  it('gives up after workers that cannot start', async () => {
    const jobs = [queue.run(job('a'), 100), queue.run(job('b'), 100)];
    for (let nth = 0; nth < 3; nth++) workers.at(-1)?.onerror?.(new Error('refused'));
    expect(await Promise.all(jobs)).toEqual([null, null]);
    expect(await queue.run(job('c'), 100)).toBeNull();
    expect(workers).toHaveLength(3);
  });

  it('answers null where there are no workers', async () => {
    const none = new WorkerQueue(() => {
      throw new TypeError('policy');
    });
    expect(await none.run(job('a'), 100)).toBeNull();
  });
});
