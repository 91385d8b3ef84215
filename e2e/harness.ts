import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ElectronApplication, type Page, _electron, test as base } from '@playwright/test';
import { recordedHome, unpackHome } from '../src-main/fixtures/corpus';

/** The app's folder: built into `out` before the tests start. */
const root = resolve(import.meta.dirname, '..');

export interface Skein {
  app: ElectronApplication;
  page: Page;
  /** The copy of the home that it reads. */
  home: string;
  /** What the page wrote to its console as an error. A test that expects some empties it. */
  errors: string[];
  /** Quits as a user does; settles when the process has ended. */
  quit(): Promise<void>;
}

export interface OpenOptions {
  /** Name of a recorded home, unpacked for this test; see `src-main/fixtures/corpus.ts`. */
  recorded?: string;
  /** Any other folder to open as the home, as it lies there. */
  home?: string;
  /** Data folder of an earlier start, to go on with. */
  userData?: string;
  args?: string[];
  env?: Record<string, string>;
}

interface Fixtures {
  /** Opens the app; whatever is still open after the test is quit, and all copies are removed. */
  open(options?: OpenOptions): Promise<Skein>;
  /** An empty folder of this test. */
  scratch: string;
}

/** Every test gets apps, homes and data folders of its own. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs from the pattern
  scratch: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'skein-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  open: async ({ scratch }, use) => {
    const cleanUp: (() => Promise<void>)[] = [];
    await use(async (options = {}) => {
      let home = options.home;
      if (!home) {
        const copy = await unpackHome(recordedHome(options.recorded ?? 'fixtures/paginated-0.169'));
        cleanUp.push(() => copy.remove());
        home = copy.path;
      }
      const skein = await start(home, options.userData ?? (await mkdtemp(join(scratch, 'data-'))), options);
      cleanUp.push(() => skein.quit());
      return skein;
    });
    for (const step of cleanUp.reverse()) await step();
  },
});
export { expect } from '@playwright/test';

async function start(home: string, userData: string, { args = [], env = {} }: OpenOptions): Promise<Skein> {
  const flags = (process.env.SKEIN_ELECTRON_FLAGS ?? '').split(' ').filter(Boolean);
  const app = await _electron.launch({
    cwd: root,
    // The window's theme is the app's own concern.
    colorScheme: null,
    args: [...flags, process.env.SKEIN_APP ?? root, `--user-data-dir=${userData}`, `--home=${home}`, ...args],
    env: { ...cleanEnvironment(), SKEIN_CHECK_REPLIES: '1', ...env },
  });
  const errors: string[] = [];
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  let hasEnded = false;
  app.once('close', () => {
    hasEnded = true;
  });
  const quit = async () => {
    if (!hasEnded) await app.close();
  };
  return { app, page, home, errors, quit };
}

/** Without what an editor's terminal or a Codex user may have set. */
function cleanEnvironment(): Record<string, string> {
  const {
    ELECTRON_RUN_AS_NODE: _asNode,
    CODEX_HOME: _home,
    CODEX_SQLITE_HOME: _sqlite,
    ...rest
  } = process.env;
  return Object.fromEntries(
    Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Waits until the window shows its first data. */
export async function painted(page: Page): Promise<void> {
  await page.locator('html[data-painted="1"]').waitFor({ state: 'attached' });
}

/** Takes a picture into `test-results/screenshots`, to be looked at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'test-results', 'screenshots', `${name}.png`) });
}
