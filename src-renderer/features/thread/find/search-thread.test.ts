import { describe, expect, it } from 'vitest';
import { createClient } from '../../../app/client';
import { aThread } from '../../../test/a-thread';
import { fakeBridge } from '../../../test/fake-bridge';
import { answer, command, contentOf } from '../testing/content-of';
import { findPattern } from './find-pattern';
import { itemText } from './item-text';
import { searchThread } from './search-thread';

const many = contentOf([
  { items: Array.from({ length: 450 }, (_, nth) => answer(nth % 100 === 7 ? 'a NEEDLE (x)' : 'hay')) },
]);

function search(text: string, signal = new AbortController().signal, from = 0) {
  const fake = fakeBridge({ threads: [aThread({ id: 't' })], content: { t: many } });
  const pattern = findPattern(text) as RegExp;
  const found = searchThread(createClient(fake.bridge), {
    threadId: 't',
    revision: 'r1',
    itemCount: many.items.length,
    pattern,
    from,
    signal,
  });
  return { fake, found };
}

describe('searchThread', () => {
  it('finds literally, whatever the case, and says how far it is', async () => {
    const seen = [];
    for await (const progress of search('needle (x)').found) seen.push(progress);
    expect(seen.map(({ searched, isDone }) => [searched, isDone])).toEqual([
      [200, false],
      [400, false],
      [450, true],
    ]);
    expect(seen.at(-1)?.hits).toEqual([7, 107, 207, 307, 407]);
  });

  it('begins where the reader is, and looks at every item once', async () => {
    const { fake, found } = search('needle (x)', undefined, 150);
    const seen = [];
    for await (const progress of found) seen.push([progress.searched, progress.hits]);
    expect(seen).toEqual([
      [200, [207, 307]],
      [300, [207, 307, 407]],
      [450, [7, 107, 207, 307, 407]],
    ]);
    expect(fake.calls.map(({ input }) => input)).toMatchObject([
      { from: 150, count: 200 },
      { from: 350, count: 100 },
      { from: 0, count: 150 },
    ]);
  });

  it.each([0, 449, 450, 9999])('finds the same wherever it begins: %i', async (from) => {
    let last;
    for await (const progress of search('needle (x)', undefined, from).found) last = progress;
    expect(last).toEqual({ hits: [7, 107, 207, 307, 407], searched: 450, clipped: 0, isDone: true });
  });

  it('stops where it is told to', async () => {
    const controller = new AbortController();
    const { fake, found } = search('needle', controller.signal);
    for await (const _progress of found) controller.abort();
    expect(fake.calls).toHaveLength(1);
  });

  it('counts the items of which only a part was searched', async () => {
    const { fake, found } = search('nothing');
    const long = { ...answer('start'), clips: [{ pointer: '/text', length: 99_999, kind: 'text' as const }] };
    fake.answer('threadsItems', () => ({ revision: 'r1', items: [{ index: 0, turn: 0, item: long }] }));
    const { value } = await found.next();
    expect(value).toMatchObject({ clipped: 200 });
  });
});

describe('itemText', () => {
  it('has what a reader sees, not the ids and marks around it', () => {
    const text = itemText(command('npm test', 'all fine'));
    expect(text).toContain('npm test');
    expect(text).toContain('all fine');
    expect(text).not.toContain('commandExecution');
    expect(text).not.toContain('completed');
  });

  it('goes no deeper than it should', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level++) deep = [deep];
    expect(itemText({ ...answer('top'), questions: deep } as never)).toContain('top');
  });
});

describe('findPattern', () => {
  it('takes everything literally', () => {
    for (const text of ['a.b', '[x]', '(y)*', '\\d', '$^', 'a|b', '{2}', '/']) {
      expect(findPattern(text)?.exec(`before ${text} behind`)?.index).toBe(7);
    }
    expect(findPattern('')).toBeNull();
  });
});
