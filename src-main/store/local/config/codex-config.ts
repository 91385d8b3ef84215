import { constants } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { errnoOf } from '../classify-error';
import { type FileSystem, nodeFileSystem } from '../home/file-system';
import { topLevelStrings } from './top-level-strings';

/** The part of a Codex configuration that decides where threads lie and what a missing provider means. */
export interface CodexConfig {
  /** Absolute folder of the databases (formats.md 1.6). */
  sqliteHome: string;
  /** What stands for the provider of threads that name none. */
  modelProvider: string;
  /** errno or `too_large` when config.toml is there but was not read; the values are then the defaults. */
  problem: string | null;
}

/** More than any real configuration; what is larger is not read. */
const largest = 4 * 1024 * 1024;

/**
 * Reads `sqlite_home` and `model_provider` of config.toml, and nothing else of it. Never fails.
 *
 * Tried with 0.169.0: a relative `sqlite_home` counts from the Codex home, a relative CODEX_SQLITE_HOME
 * from the working directory; `~` is expanded in both; config.toml wins.
 */
export async function readCodexConfig(
  codexHome: string,
  env: NodeJS.ProcessEnv = process.env,
  fs: FileSystem = nodeFileSystem,
): Promise<CodexConfig> {
  const { text, problem } = await readText(join(codexHome, 'config.toml'), fs);
  const settings = topLevelStrings(text);
  const configured = settings.get('sqlite_home')?.trim();
  const fromEnv = env.CODEX_SQLITE_HOME?.trim();
  const userHome = env.HOME ?? homedir();
  return {
    sqliteHome: configured
      ? resolve(codexHome, expandHome(configured, userHome))
      : fromEnv
        ? resolve(expandHome(fromEnv, userHome))
        : resolve(codexHome),
    modelProvider: settings.get('model_provider') || 'openai',
    problem,
  };
}

async function readText(path: string, fs: FileSystem): Promise<{ text: string; problem: string | null }> {
  try {
    // People link their configuration into a dotfiles folder, so links may lead anywhere. Not O_NONBLOCK
    // would wait for the writer of a FIFO.
    const file = await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = await file.stat({ bigint: true });
      if (!stats.isFile()) return { text: '', problem: 'EISDIR' };
      if (stats.size > largest) return { text: '', problem: 'too_large' };
      const buffer = Buffer.alloc(Number(stats.size));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return { text: buffer.toString('utf8', 0, bytesRead), problem: null };
    } finally {
      await file.close();
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === null) throw error;
    return { text: '', problem: errno === 'ENOENT' || errno === 'ENOTDIR' ? null : errno };
  }
}

function expandHome(path: string, userHome: string): string {
  if (path === '~') return userHome;
  return path.startsWith('~/') ? join(userHome, path.slice(2)) : path;
}
