import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/**
 * Runs a program without a shell and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] the whole environment of the child
 * @param {AbortSignal} [options.signal] kills the child
 * @param {boolean} [options.stream] also let the child write to our own stdout and stderr
 * @param {boolean} [options.shell] only for npm.cmd on Windows, which cannot be started otherwise
 * @returns {Promise<{ code: number, output: string }>} code is 127 if the program could not be started
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      signal: options.signal,
      shell: options.shell ?? false,
      stdio: options.stream ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const parts = [];
    child.stdout?.on('data', (data) => parts.push(data));
    child.stderr?.on('data', (data) => parts.push(data));
    // What we collect may end in a log, and some tools colour it even there.
    const text = () => stripVTControlCharacters(Buffer.concat(parts).toString('utf8'));
    child.on('error', (error) => resolve({ code: 127, output: `${text()}${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output: text() }));
  });
}

/** The last lines of a program's output: enough to see why it failed. */
export function lastLines(output, count = 15) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
