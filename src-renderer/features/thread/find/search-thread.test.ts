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

function search(text: string, signal = new AbortController().signal) {
  const fake = fakeBridge({ threads: [aThread({ id: 't' })], content: { t: many } });
  const pattern = findPattern(text) as RegExp;
  const found = searchThread(createClient(fake.bridge), {
    threadId: 't',
    revision: 'r1',
    itemCount: many.items.length,
    pattern,
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
