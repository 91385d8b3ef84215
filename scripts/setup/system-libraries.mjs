import { Problem } from './problem.mjs';
import { runCommand } from './run-command.mjs';

/** Which Debian package holds a shared library; the newer name (64-bit time) first. */
const packages = [
  [/^libgtk-3|^libgdk-3|^libgdk_pixbuf/, ['libgtk-3-0t64', 'libgtk-3-0']],
  [/^libnss3|^libnssutil3|^libsmime3|^libssl3/, ['libnss3']],
  [/^libnspr4|^libplc4|^libplds4/, ['libnspr4']],
  [/^libasound/, ['libasound2t64', 'libasound2']],
  [/^libatk-bridge/, ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0']],
  [/^libatk-1/, ['libatk1.0-0t64', 'libatk1.0-0']],
  [/^libatspi/, ['libatspi2.0-0t64', 'libatspi2.0-0']],
  [/^libcups/, ['libcups2t64', 'libcups2']],
  [/^libglib-2|^libgobject-2|^libgio-2|^libgmodule-2/, ['libglib2.0-0t64', 'libglib2.0-0']],
  [/^libdrm/, ['libdrm2']],
  [/^libgbm/, ['libgbm1']],
  [/^libxkbcommon/, ['libxkbcommon0']],
  [/^libX11\./, ['libx11-6']],
  [/^libX11-xcb/, ['libx11-xcb1']],
  [/^libxcb\./, ['libxcb1']],
  [/^libXcomposite/, ['libxcomposite1']],
  [/^libXdamage/, ['libxdamage1']],
  [/^libXext/, ['libxext6']],
  [/^libXfixes/, ['libxfixes3']],
  [/^libXrandr/, ['libxrandr2']],
  [/^libpango/, ['libpango-1.0-0']],
  [/^libcairo/, ['libcairo2']],
  [/^libexpat/, ['libexpat1']],
  [/^libdbus-1/, ['libdbus-1-3']],
  [/^libudev/, ['libudev1']],
];

/**
 * Shared libraries that the Electron binary does not find (Linux only; elsewhere they come with the system),
 * each with the names of the Debian package that holds it.
 * @param {string} executable
 * @returns {Promise<{ name: string, packages: string[] }[]>}
 */
export async function missingSystemLibraries(executable) {
  if (process.platform !== 'linux') return [];
  const missing = await missingLibraries(executable);
  return missing.map((name) => {
    const known = packages.find(([pattern]) => pattern.test(name));
    if (!known) throw new Problem(`Electron needs the shared library ${name}, which is not on this machine.`);
    return { name, packages: known[1] };
  });
}

async function missingLibraries(executable) {
  const { output } = await runCommand('ldd', [executable]);
  const lines = output.split('\n').filter((line) => line.includes('=> not found'));
  return [...new Set(lines.map((line) => line.trim().split(' ')[0]))];
}
