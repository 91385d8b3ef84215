import { findProgram } from './find-program';
import type { Resumption } from './resume-command';

/** A program to start, without any shell in between. */
export interface Launch {
  file: string;
  args: string[];
}

/**
 * What a terminal on Linux runs. Its text never changes: directory, home and id come as arguments, so nothing of a
 * thread is read as a command. The user's shell is asked to be interactive, since only then it knows a `codex` that
 * a version manager put into its PATH; it stays open afterwards.
 */
const script = [
  'if [ -n "$1" ]; then cd -- "$1" || exit 1; fi',
  'if [ -n "$2" ]; then CODEX_HOME=$2; export CODEX_HOME; fi',
  '"${SHELL:-/bin/sh}" -ic "codex resume $3"',
  'exec "${SHELL:-/bin/sh}"',
].join('\n');

/** Terminals of Linux, the user's own choice first, with the option behind which the command stands. */
const terminals = {
  'x-terminal-emulator': '-e',
  'gnome-terminal': '--',
  konsole: '-e',
  'xfce4-terminal': '-x',
  alacritty: '-e',
  foot: '-e',
  xterm: '-e',
} as const;

/** `quoted form of` is AppleScript's own quoting: the arguments stay arguments until there. */
const appleScript = [
  'on run {theFolder, theHome, theThread}',
  'set theCommand to "codex resume " & quoted form of theThread',
  'if theHome is not "" then set theCommand to "CODEX_HOME=" & quoted form of theHome & " " & theCommand',
  'if theFolder is not "" then set theCommand to "cd " & quoted form of theFolder & " && " & theCommand',
  'tell application "Terminal"',
  'do script theCommand',
  'activate',
  'end tell',
  'end run',
];

/** How to go on with a thread in a terminal of this system; null when it has none that is known. */
export async function terminalLaunch(
  { threadId, cwd, codexHome }: Resumption,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): Promise<Launch | null> {
  if (platform === 'darwin') {
    const lines = appleScript.flatMap((line) => ['-e', line]);
    return { file: '/usr/bin/osascript', args: [...lines, cwd, codexHome ?? '', threadId] };
  }
  if (platform === 'win32') {
    // Directory and home reach it as they do every program; `start` takes the terminal that the user chose.
    const shell = env.ComSpec ?? 'cmd.exe';
    // The empty title is passed as `""`: a word without quotes would be the program that `start` starts.
    return { file: shell, args: ['/d', '/c', 'start', '', shell, '/k', 'codex', 'resume', threadId] };
  }
  const found = await findProgram(Object.keys(terminals) as (keyof typeof terminals)[], env);
  if (!found) return null;
  const run = ['/bin/sh', '-c', script, 'skein', cwd, codexHome ?? '', threadId];
  return { file: found.path, args: [terminals[found.name], ...run] };
}
