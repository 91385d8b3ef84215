import { runCommand } from './run-command.mjs';

/**
 * Runs npm: the one that started us if there is one, else the one on the PATH.
 * Install scripts of packages are never run.
 * @param {string[]} args
 * @param {{ cwd?: string }} [options]
 */
export function npm(args, options = {}) {
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const started = process.env.npm_execpath;
  if (started && /\.[cm]?js$/.test(started)) {
    return runCommand(process.execPath, [started, ...all], options);
  }
  const windows = process.platform === 'win32';
  return runCommand(windows ? 'npm.cmd' : 'npm', all, { ...options, shell: windows });
}
