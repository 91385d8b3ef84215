import type { TurnOutline } from '@contracts/model/turn';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../app/client';
import { aThread } from '../../test/a-thread';
import { fakeBridge } from '../../test/fake-bridge';
import type { Outline } from './outline';
import { OutlineFeed } from './outline-feed';
import { outlineOf } from './testing/outline-of';

const turnsOf = (count: number, prompt = 'p') =>
  outlineOf(Array.from({ length: count }, () => ({ items: 2, prompt })));

function feedOf(turns: TurnOutline[]) {
  const content = { turns, items: [], revision: 'r1' };
  const fake = fakeBridge({ threads: [aThread({ id: 't' })], content: { t: content } });
  const shown: Outline[] = [];
  const feed = new OutlineFeed(createClient(fake.bridge), 't');
  return { fake, content, shown, feed, show: (outline: Outline) => shown.push(outline) };
}

describe('OutlineFeed', () => {
  it('shows the first reading page by page', async () => {
    const { feed, show, shown } = feedOf(turnsOf(1200));
    const outline = await feed.read(null, show);
    expect(shown.map(({ turns }) => turns.length)).toEqual([500, 1000]);
    expect(outline.turns).toHaveLength(1200);
  });

  it('reads again only from where something changed', async () => {
    const { feed, show, fake, content } = feedOf(turnsOf(1200));
    const outline = await feed.read(null, show);
    content.turns = [...content.turns.slice(0, 1100), ...turnsOf(150, 'new')];
    fake.calls.length = 0;
    feed.changed(1100);
    const next = await feed.read(outline, show);
    expect(fake.calls.map(({ input }) => input)).toMatchObject([{ from: 1100 }]);
    expect(next.turns).toHaveLength(1250);
    expect(next.turns[1100]?.prompt).toBe('new');
    expect(next.turns[1099]).toBe(outline.turns[1099]);
  });

  it('takes up what changed while it was reading', async () => {
    const { feed, fake, content } = feedOf(turnsOf(600));
    const outline = await feed.read(null, () => {
      if (fake.calls.length > 1) return;
      content.turns = turnsOf(700, 'grown');
      feed.changed(3);
    });
    expect(outline.turns).toHaveLength(700);
    expect(outline.turns.slice(3).every(({ prompt }) => prompt === 'grown')).toBe(true);
  });

  it('replaces a thread of another revision only when it is whole', async () => {
    const { feed, show, shown, content } = feedOf(turnsOf(1200));
    const outline = await feed.read(null, show);
    shown.length = 0;
    content.turns = turnsOf(1100, 'other');
    content.revision = 'r2';
    feed.changed(1000);
    const next = await feed.read(outline, show);
    expect(shown).toEqual([]);
    expect(next.revision).toBe('r2');
    expect(next.turns).toHaveLength(1100);
    expect(next.turns.every(({ prompt }) => prompt === 'other')).toBe(true);
  });

  it('drops turns that are no longer there', async () => {
    const { feed, show, content } = feedOf(turnsOf(900));
    const outline = await feed.read(null, show);
    content.turns = turnsOf(10);
    const next = await feed.read(outline, show);
    expect(next.turns).toHaveLength(10);
  });
});
