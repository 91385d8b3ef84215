import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ThreadItem } from '../../contracts/model/item';
import { clipItem, maxItem, maxString } from './clip-item';
import { resolvePointer } from './json-pointer';

const png = `iVBORw0KGgoAAAANSUhEUgAA${'A'.repeat(4000)}`;

function message(text: string): ThreadItem {
  return {
    type: 'agentMessage',
    id: 'item-1',
    text,
    phase: null,
    memoryCitation: null,
    delivery: null,
    questions: null,
    moderation: null,
  };
}

function raw(value: unknown): ThreadItem {
  return { type: 'unknownRecord', id: 'x', recordType: 'x', raw: value as never };
}

describe('clipItem', () => {
  it('leaves an ordinary item as it is and without clips', () => {
    const item = message('x'.repeat(maxString));
    expect(clipItem(item).item).toEqual(item);
    expect(clipItem(item).item).not.toHaveProperty('clips');
  });

  it('cuts a long string and says where and how long it is', () => {
    const { item } = clipItem(message('y'.repeat(40_000_000)));
    expect(item).toMatchObject({ text: 'y'.repeat(maxString) });
    expect(item.clips).toEqual([{ pointer: '/text', length: 40_000_000, kind: 'text' }]);
  });

  it('does not tear a surrogate pair', () => {
    const { item } = clipItem(message(`${'a'.repeat(maxString - 1)}😀b`));
    expect(item).toMatchObject({ text: 'a'.repeat(maxString - 1) });
  });

  it.each([
    ['data:image/png;base64,', 'image/png'],
    ['DATA:image/svg+xml;charset=utf-8;base64,', 'image/svg+xml'],
    ['data:audio/wav;base64,', 'audio/wav'],
    ['', 'image/png'],
  ])('leaves out the bytes behind %j', (prefix, mime) => {
    const item: ThreadItem = {
      type: 'userMessage',
      id: 'u',
      clientId: null,
      content: [{ type: 'image', url: prefix + png }],
    };
    const clipped = clipItem(item).item;
    expect(clipped).toMatchObject({ content: [{ type: 'image', url: '' }] });
    expect(clipped.clips).toEqual([
      {
        pointer: '/content/0/url',
        length: prefix.length + png.length,
        kind: 'media',
        mime,
        bytes: Buffer.from(png, 'base64').length,
      },
    ]);
  });

  it.each(['data: what I meant was', 'data:text/plain,hello', `iVBORw0KGgo${'-'.repeat(2000)}`, 'R0lGODlh'])(
    'takes %j for text',
    (text) => {
      expect(clipItem(message(text)).item).toMatchObject({ text });
    },
  );

  it('keeps keys that mean something to JavaScript', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":2,"toString":3}') as object;
    const { item } = clipItem(raw(hostile));
    const shown = (item as { raw: object }).raw;
    expect(Object.entries(shown)).toEqual(Object.entries(hostile));
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });

  it('ends a list that would make the item too big; its clip stands for all of it', () => {
    const values = Array.from({ length: 200_000 }, (_, i) => `entry ${i}`);
    const { item, size } = clipItem(raw({ a: { values }, b: 'behind' }));
    expect(size).toBeLessThan(maxItem + 1024);
    const clip = item.clips?.[0];
    expect(item.clips).toHaveLength(1);
    expect(clip).toEqual({
      pointer: '/raw',
      length: JSON.stringify({ a: { values }, b: 'behind' }).length,
      kind: 'text',
    });
    expect(resolvePointer(item, '/raw/a/values/2')).toBe('entry 2');
  });

  it('ends an object with too many keys', () => {
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key ${i}`, i]));
    const { item } = clipItem(raw(wide));
    expect(item.clips).toEqual([{ pointer: '/raw', length: JSON.stringify(wide).length, kind: 'text' }]);
  });

  it('stays bounded for many small pictures', () => {
    const list = Array.from({ length: 50_000 }, () => 'data:image/png;base64,AAAA');
    const { item, size } = clipItem(raw(list));
    expect(size).toBeLessThan(maxItem + 1024);
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(maxItem + 64 * 1024);
  });

  it('says the size that the item has as JSON, and points every clip to what it cut', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 200, max: 3000 }), (value, budget) => {
        const whole = raw(value);
        const { item, size } = clipItem(whole, budget);
        expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(size + 200);
        for (const clip of item.clips ?? []) {
          const cut = resolvePointer(whole, clip.pointer);
          expect(typeof cut === 'string' ? cut.length : JSON.stringify(cut).length).toBe(clip.length);
        }
      }),
    );
  });
});
