import { GitEvidenceSource } from '../git/git-evidence';
import type { ThreadStore } from '../store/thread-store';
import { StoreError } from '../store/errors';
import { ThreadManager } from '../threads/thread-manager';
import { archiveCommand, unarchiveCommand } from './commands/archive';
import { binCommand } from './commands/bin';
import { checkCommand } from './commands/check';
import { deleteCommand } from './commands/delete';
import { forkCommand } from './commands/fork';
import { gitCommand } from './commands/git';
import { journalCommand } from './commands/journal';
import { memoryCommand } from './commands/memory';
import { renameCommand } from './commands/rename';
import { revertCommand } from './commands/revert';
import { reviewCommand } from './commands/review';
import { rollbackCommand } from './commands/rollback';
import { threadCommand } from './commands/thread';
import { threadsCommand } from './commands/threads';
import { undoCommand } from './commands/undo';
import { usageCommand } from './commands/usage';
import type { Ask } from './command';
import { dataFolder } from './data-folder';
import { noteOnHome } from './describe-home';
import { commandHelp, programHelp } from './help-text';
import { homePath } from './home-path';
import { noteRecovery } from './note-recovery';
import { type Output, OutputClosed } from './output';
import { type ParsedCommandLine, parseCommandLine } from './parse-command-line';
import { printable } from './printable';
import { UsageError } from './usage-error';

const commands = [
  threadsCommand,
  threadCommand,
  usageCommand,
  checkCommand,
  gitCommand,
  renameCommand,
  memoryCommand,
  archiveCommand,
  unarchiveCommand,
  deleteCommand,
  forkCommand,
  rollbackCommand,
  revertCommand,
  reviewCommand,
  undoCommand,
  journalCommand,
  binCommand,
];

/** What the program needs of the world; tests give it another one. */
export interface CliWorld {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly out: Output;
  readonly messages: Output;
  readonly version: string;
  /** Null where nobody is there to answer. */
  readonly ask: Ask | null;
  openStore(home: string): Promise<ThreadStore>;
}

/** Runs one command line to its end. Resolves to the exit code: 0 fine, 1 failed, 2 wrong usage; never rejects. */
export async function runCli(world: CliWorld): Promise<number> {
  try {
    const asked = parseCommandLine(world.args, commands);
    if (asked.kind === 'run') return await runCommand(world, asked.line);
    if (asked.kind === 'version') await world.out.write(`skein ${world.version}\n`);
    else await world.out.write(asked.command ? commandHelp(asked.command) : programHelp(commands));
    return 0;
  } catch (error) {
    return await explain(error, world.messages).catch(() => 1);
  }
}

async function runCommand(world: CliWorld, line: ParsedCommandLine): Promise<number> {
  const manager = new ThreadManager(await world.openStore(homePath(line.home, world.env, world.cwd)));
  noteRecovery(manager, world.messages);
  try {
    const note = noteOnHome(await manager.describeHome());
    if (note !== null) await world.messages.write(`skein: ${note}\n`);
    const { out, messages, cwd, ask, env } = world;
    const git = new GitEvidenceSource({ dataFolder: dataFolder(env, process.platform), env });
    return await line.command.run(
      { manager, git, out, messages, json: line.json, cwd, ask },
      line.words,
      line.values,
    );
  } finally {
    await manager.shutdown();
  }
}

async function explain(error: unknown, messages: Output): Promise<number> {
  if (error instanceof OutputClosed) return 0;
  const message = error instanceof Error ? error.message : String(error);
  const usage =
    error instanceof UsageError || (error instanceof StoreError && error.code === 'invalid_request');
  await messages.write(`skein: ${printable(message)}\n`);
  if (usage) await messages.write('skein --help tells how it is used.\n');
  // A fault of ours: the stack helps whoever gets the report.
  else if (!(error instanceof StoreError) && error instanceof Error)
    await messages.write(`${printable(error.stack ?? '')}\n`);
  return usage ? 2 : 1;
}
