import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

/** Process id of the running store process: a utility process of Electron, or beside an old one a Node child. */
export async function storeProcessId(app: ElectronApplication): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const inside = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().find(({ name }) => name === 'Skein store'),
    );
    const found = inside?.pid ?? (await nodeChild(app.process().pid ?? 0));
    if (found) return found;
    await sleep(50);
  }
  throw new Error('there is no store process');
}

/** The child of a process that runs the store's script (Linux: only there is an old Electron in use). */
async function nodeChild(parent: number): Promise<number | undefined> {
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const id of processes) {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    if (!status.includes(`\nPPid:\t${parent}\n`) || /\nState:\tZ/.test(status)) continue;
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('store-process.js')) return Number(id);
  }
  return undefined;
}
