import { readFile, statfs } from 'node:fs/promises';
import { runCommand } from './run-command.mjs';
import { say } from './progress.mjs';

const roomForSharedMemory = 512 * 1024 * 1024;

/**
 * Command line switches that this machine makes necessary; none on an ordinary desktop.
 * @param {Pick<import('./display.mjs').Display, 'isVirtual'>} display
 * @returns {Promise<string[]>}
 */
export async function electronFlags({ isVirtual }) {
  if (process.platform !== 'linux') return [];
  const flags = [];
  // There is no GL on Xvfb. Chromium finds out by a GPU process that fails, and about once in 60 starts the page
  // then waits forever for one.
  if (isVirtual) flags.push('--disable-gpu');
  if (process.getuid?.() === 0) {
    flags.push('--no-sandbox');
  } else if (!(await hasUserNamespaces())) {
    say('  Chromium cannot build its sandbox here (no unprivileged user namespaces): running without it.');
    const setting = await blockingSetting();
    if (setting) say(`    This would allow it:  sudo sysctl -w ${setting}`);
    flags.push('--no-sandbox');
  }
  if ((await sharedMemory()) < roomForSharedMemory) flags.push('--disable-dev-shm-usage');
  return flags;
}

/** Without them Chromium falls back to a set-uid helper, which only root could have prepared, and stops. */
async function hasUserNamespaces() {
  const { code } = await runCommand('unshare', ['--user', '--map-root-user', 'true']);
  return code === 0 || code === 127;
}

/** The kernel setting that forbids them, where it is one and not a container. */
async function blockingSetting() {
  const read = (name) => readFile(`/proc/sys/kernel/${name}`, 'utf8').catch(() => '');
  if ((await read('apparmor_restrict_unprivileged_userns')).trim() === '1') {
    return 'kernel.apparmor_restrict_unprivileged_userns=0';
  }
  return (await read('unprivileged_userns_clone')).trim() === '0'
    ? 'kernel.unprivileged_userns_clone=1'
    : undefined;
}

async function sharedMemory() {
  try {
    const { bsize, blocks } = await statfs('/dev/shm');
    return bsize * blocks;
  } catch {
    return 0;
  }
}
