import { describe, expect, it } from 'vitest';
import { createClient } from '../../../app/client';
import { aThread } from '../../../test/a-thread';
import { fakeBridge } from '../../../test/fake-bridge';
import { answer, contentOf } from '../testing/content-of';
import { findPattern } from './find-pattern';
import { searchThread } from './search-thread';

const many = contentOf([
  { items: Array.from({ length: 450 }, (_, nth) => answer(nth % 100 === 7 ? 'a NEEDLE (x)' : 'hay')) },
]);

function search(text: string, signal = new AbortController().signal, from = 0) {
  const fake = fakeBridge({ threads: [aThread({ id: 't' })], content: { t: many } });
  const found = searchThread(createClient(fake.bridge), {
    threadId: 't',
    revision: 'r1',
    itemCount: many.items.length,
    text,
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
    expect(fake.calls.map(({ input }) => input)).toMatchObject([{ from: 150 }, { from: 350 }, { from: 0 }]);
  });

  it.each([0, 449, 450, 9999])('finds the same wherever it begins: %i', async (from) => {
    let last;
    for await (const progress of search('needle (x)', undefined, from).found) last = progress;
    expect(last).toEqual({ hits: [7, 107, 207, 307, 407], searched: 450, isDone: true });
  });

  it('stops where it is told to', async () => {
    const controller = new AbortController();
    const { fake, found } = search('needle', controller.signal);
    for await (const _progress of found) controller.abort();
    expect(fake.calls).toHaveLength(1);
  });
});

describe('findPattern', () => {
  it('takes everything literally', () => {
    for (const text of ['a.b', '[x]', '(y)*', '\\d', '$^', 'a|b', '{2}', '/', '-']) {
      expect(findPattern(text)?.exec(`before ${text} behind`)?.index).toBe(7);
    }
    expect(findPattern('')).toBeNull();
  });
});
