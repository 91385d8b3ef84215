import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';

const limit = 60_000;
const interval = 100;

/** Waits until the window has painted its first data, then writes a PNG of it. False when that never happened. */
export async function takeScreenshot(window: BrowserWindow, file: string): Promise<boolean> {
  for (let waited = 0; waited < limit; waited += interval) {
    const painted: unknown = await window.webContents.executeJavaScript(
      'document.documentElement.dataset.painted',
    );
    if (painted === '1') {
      // One more frame or two: the mark is set before its frame is drawn.
      await sleep(interval);
      await writeFile(file, (await window.webContents.capturePage()).toPNG());
      return true;
    }
    await sleep(interval);
  }
  return false;
}
