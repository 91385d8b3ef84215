import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { parseNameLine } from '../name-index/parse-name-line';

/** What a home says, whatever bytes a database takes for it; for comparing before and after. */
export interface HomeContent {
  /** Size, hash and modification time in seconds of each rollout. */
  rollouts: Record<string, string>;
  /** Last name of each thread. */
  names: Record<string, string | null>;
  /** Rows by `file/table`, sorted. */
  rows: Record<string, string[]>;
}

/** @param withTimes false: modification times are left out */
export async function homeContent(home: string, withTimes = true): Promise<HomeContent> {
  const content: HomeContent = { rollouts: {}, names: {}, rows: {} };
  for (const tree of ['sessions', 'archived_sessions']) {
    const entries = await readdir(join(home, tree), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const hash = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      const { size, mtimeMs } = await stat(path);
      const time = withTimes ? Math.round(mtimeMs / 1000) : '';
      content.rollouts[relative(home, path)] = `${size} ${hash} ${time}`;
    }
  }
  const index = await readFile(join(home, 'session_index.jsonl'), 'utf8').catch(() => '');
  for (const line of index.split('\n')) {
    const entry = parseNameLine(Buffer.from(line));
    if (entry) content.names[entry.id] = entry.name;
  }
  for (const file of await readdir(home)) {
    if (file.endsWith('.sqlite')) Object.assign(content.rows, await rowsOf(home, file));
  }
  return content;
}

/** From a copy: looking must not change what is looked at. */
async function rowsOf(home: string, file: string): Promise<Record<string, string[]>> {
  const copy = await mkdtemp(join(tmpdir(), 'skein-rows-'));
  try {
    for (const part of ['', '-wal']) {
      await cp(join(home, file + part), join(copy, file + part)).catch(() => undefined);
    }
    const db = new SqliteDatabase(join(copy, file));
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .pluck()
      .all();
    const rows = tables.map((table) => {
      const all = db.prepare(`SELECT * FROM "${table}"`).all();
      return [`${file}/${table}`, all.map((row) => JSON.stringify(row)).sort()];
    });
    db.close();
    return Object.fromEntries(rows) as Record<string, string[]>;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
