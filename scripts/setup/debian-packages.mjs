import { existsSync } from 'node:fs';
import { Problem } from './problem.mjs';
import { say, step } from './progress.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/**
 * Installs Debian or Ubuntu packages where that is possible without asking for a password.
 * @param {string[][]} wanted each entry lists names for one thing; the first name this release knows is taken
 * @param {string} why
 */
export async function installDebianPackages(wanted, why) {
  if (!existsSync('/usr/bin/apt-get')) {
    const names = wanted.map(([first]) => first).join(' ');
    throw new Problem(
      `${why}, and this is not Debian or Ubuntu. Install what these packages hold there: ${names}`,
    );
  }
  const rights = await asRoot();
  let names = await knownNames(wanted);
  if (!rights) {
    const packages = names.map((name, index) => name ?? wanted[index][0]).join(' ');
    throw new Problem(
      `${why}, and installing them needs an administrator.`,
      `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`,
    );
  }
  if (names.includes(undefined)) {
    await step('Updating the list of system packages', () => apt(rights, ['update']));
    names = await knownNames(wanted);
  }
  const packages = names.map((name, index) => name ?? wanted[index][0]);
  say(`  ${why}. Installing: ${packages.join(' ')}`);
  await step('Installing system packages', async () => {
    const install = ['install', '-y', '--no-install-recommends', ...packages];
    try {
      await apt(rights, install);
    } catch {
      // Lists from another day name files that the mirror no longer has.
      await apt(rights, ['update']);
      await apt(rights, install);
    }
  });
}

/** How to become root: not at all, through sudo without a password, or (undefined) impossible. */
async function asRoot() {
  if (process.getuid?.() === 0) return [];
  const { code } = await runCommand('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

async function apt(rights, args) {
  const [command, ...rest] = [...rights, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
  const { code, output } = await runCommand(command, rest);
  if (code !== 0)
    throw new Problem(`apt-get ${args[0]} failed:\n${lastLines(output)}`, `apt-get ${args.join(' ')}`);
}

/** For each entry its first name that can be installed, or undefined. */
async function knownNames(wanted) {
  const env = { ...process.env, LC_ALL: 'C' };
  const { output } = await runCommand('apt-cache', ['policy', ...wanted.flat()], { env });
  const installable = new Set(
    [...output.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (?!\(none\))/gm)].map(([, name]) => name),
  );
  return wanted.map((names) => names.find((name) => installable.has(name)));
}
