import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const table = await readFile(join(root, 'docs', 'scenarios.md'), 'utf8');
const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| scenario |'));

/** Every `file`: "title" of a row. */
function referencesIn(row) {
  return [...row.matchAll(/`([^`]+\.ts)`: "([^"]+)"/g)].map(([, file, title]) => ({ file, title }));
}

/** Whether a test file has a string that begins with the title, in whatever quotes. */
function isIn(content, title) {
  return [`'${title.replaceAll("'", "\\'")}`, `"${title}`, `\`${title}`].some((start) =>
    content.includes(start),
  );
}

test('every scenario names tests, or why it does not apply', () => {
  expect(rows.length).toBeGreaterThan(150);
  const silent = rows.filter((row) => referencesIn(row).length === 0 && !row.includes('not applicable: '));
  expect(silent).toEqual([]);
});

test('every test that a scenario names is there', async () => {
  const missing = [];
  for (const { file, title } of rows.flatMap(referencesIn)) {
    const content = await readFile(join(root, file), 'utf8').catch(() => '');
    if (!isIn(content, title)) missing.push(`${file}: ${title}`);
  }
  expect(missing).toEqual([]);
});

test('a title that is not there is missed', () => {
  expect(isIn("test('one', () => {});", 'one')).toBe(true);
  expect(isIn("test('one', () => {});", 'two')).toBe(false);
  expect(isIn('test("it\'s one", () => {});', "it's one")).toBe(true);
});
