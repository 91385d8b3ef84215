import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exclusively } from './exclusively.mjs';
import { tools } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { fetchRegistryPackage } from './registry-package.mjs';

const version = '24.21.0';

/** npm's packages of Node's own binaries, one per platform, by the hash the registry gives for them. */
const pins = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'win32-x64':
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/**
 * The Node that runs builds, tests, the CLI and, beside an old Electron, the store process:
 * the one that runs this script if it is new enough, else one of our own.
 * @returns {Promise<string>} path of the executable
 */
export async function nodeRuntime() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const folder = join(tools, `node-${version}`);
  const executable = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(executable)) await exclusively('node-runtime', () => fetchNode(folder, executable));
  return executable;
}

async function fetchNode(folder, executable) {
  if (existsSync(executable)) return;
  const integrity = pins[`${process.platform}-${process.arch}`];
  if (!integrity) {
    throw new Problem(
      `Node ${process.versions.node} is too old for better-sqlite3 and the build tools, and npm has no newer one for ` +
        `this platform. Install Node 24 from https://nodejs.org and start again.`,
    );
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  await step(
    `Fetching Node ${version} (this machine has ${process.versions.node}, 22 or newer is needed)`,
    () => fetchRegistryPackage({ name, version, integrity }, folder),
  );
}

/** What the strictest of our tools (jsdom) accepts; better-sqlite3 itself needs 22. */
function isNewEnough(node) {
  const [major = 0, minor = 0, patch = 0] = node.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2);
  if (major === 24) return minor >= 15;
  return major >= 26;
}
