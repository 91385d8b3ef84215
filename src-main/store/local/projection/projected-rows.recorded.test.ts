import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { recordedHome, unpackHome } from '../../../fixtures/corpus';
import { parseRolloutName } from '../rollouts/rollout-name';
import { projectedRows } from './projected-rows';

type Row = Record<string, unknown>;

const homes = await Promise.all(
  ['paginated-0.169', 'edges-0.169'].map((name) => unpackHome(recordedHome(`fixtures/${name}`))),
);
afterAll(() => Promise.all(homes.map((home) => home.remove())));

/** Files as we make them: whole, and whose turns all end in the file in which they began. */
const files = (
  await Promise.all(
    homes.map(async ({ path }) => {
      const database = new Database(join(path, 'thread_history_1.sqlite'));
      const names = await readdir(path, { recursive: true });
      const found = names.flatMap((file) => {
        const rolloutId = parseRolloutName(basename(file))?.rolloutId;
        return rolloutId !== undefined && file.endsWith('.jsonl')
          ? [{ rolloutId, file: join(path, file) }]
          : [];
      });
      return found.map(({ rolloutId, file }) => ({ rolloutId, file, database }));
    }),
  )
)
  .flat()
  .filter(({ rolloutId, database }) => stateOf(database, rolloutId) !== undefined);

function stateOf(database: Database.Database, rolloutId: string): Row | undefined {
  return database
    .prepare<[string], Row>('SELECT * FROM thread_history_projection_state WHERE thread_id = ?')
    .get(rolloutId);
}

describe('rows that 0.169 made of its own files', () => {
  test('there are some', () => expect(files.length).toBeGreaterThan(10));

  test.each(files)('of $rolloutId', async ({ rolloutId, file, database }) => {
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
    const { turns, items, after } = projectedRows(rolloutId, lines);
    const rowsOf = (table: string) =>
      database
        .prepare<[string], Row>(`SELECT * FROM ${table} WHERE thread_id = ? ORDER BY rollout_ordinal`)
        .all(rolloutId);
    expect(turns).toEqual(rowsOf('thread_turns'));
    const withJson = (row: Row) => ({ ...row, item_json: JSON.parse(String(row.item_json)) as unknown });
    expect(items.map(withJson)).toEqual(rowsOf('thread_items').map(withJson));
    expect({
      thread_id: rolloutId,
      next_rollout_byte_offset: after.offset,
      next_rollout_ordinal: after.ordinal,
    }).toEqual(stateOf(database, rolloutId));
  });
});
