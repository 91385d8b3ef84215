import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Priority, ScanGate } from './scan-gate';

it('holds background work back while somebody waits for an answer', async () => {
  const gate = new ScanGate();
  const order: string[] = [];
  let answer = (): void => {};
  const call = gate.foreground(async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    order.push('answer');
  });
  const scan = gate.pass(() => 'background').then(() => order.push('scan'));
  await gate.pass(() => 'foreground');
  await sleep(1);
  expect(order).toEqual([]);
  answer();
  await Promise.all([call, scan]);
  expect(order).toEqual(['answer', 'scan']);
});

it('lets a scan go on at once when the answer needs it', async () => {
  const gate = new ScanGate();
  let priority: Priority = 'background';
  let passed = false;
  await gate.foreground(async () => {
    const scan = gate.pass(() => priority);
    await sleep(1);
    priority = 'foreground';
    gate.release();
    await scan;
    passed = true;
  });
  expect(passed).toBe(true);
});
