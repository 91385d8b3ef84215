import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBridge } from '../../test/fake-bridge';
import { settle } from '../../test/render-app';
import { surroundings } from '../thread/testing/render-thread';
import { RawSheet } from './raw-sheet';
import { damagedRecord, type RawTarget } from './raw-target';

afterEach(cleanup);

const record = (line: number, length = 60) => ({
  rolloutId: 'r1',
  line,
  offset: line * 100,
  length,
  ordinal: null,
});

function open(target: RawTarget) {
  const fake = fakeBridge();
  fake.answer('threadsRecord', ({ record: { line }, from = 0, count = 65_536 }) => ({
    text: line === 9 ? 'z'.repeat(Math.min(count, 300_000 - from)) : `{"line":${line}}`,
    length: line === 9 ? 300_000 : 60,
    file: 'sessions/a.jsonl',
    validUtf8: line !== 2,
  }));
  const onClose = vi.fn<() => void>();
  const { Surroundings } = surroundings(fake);
  render(<RawSheet threadId="t" target={target} onClose={onClose} />, { wrapper: Surroundings });
  return { fake, onClose };
}

describe('RawSheet', () => {
  it('steps through the records of an item, with their places', async () => {
    open({ title: 'Command', records: [record(1), record(2)] });
    expect(await screen.findByText('sessions/a.jsonl')).toBeTruthy();
    expect(screen.getByText(/line 1, bytes 100 to 160/)).toBeTruthy();
    expect(screen.queryByText(/Not valid UTF-8/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Next record' }));
    expect(screen.getByText(/line 2, bytes 200 to 260/)).toBeTruthy();
    expect(await screen.findByText(/Not valid UTF-8/)).toBeTruthy();
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'k' });
    expect(screen.getByText(/line 1,/)).toBeTruthy();
  });

  it('shows a large record part by part, as it is written', async () => {
    const { fake } = open({ title: 'Huge', records: [record(9, 300_000)] });
    expect(await screen.findByText('part 1 of 5, from byte 0')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Next part' }));
    expect(await screen.findByText('part 2 of 5, from byte 65,536')).toBeTruthy();
    expect(fake.calls.map(({ input }) => input)).toMatchObject([
      { from: 0, count: 65_536 },
      { from: 65_536, count: 65_536 },
    ]);
  });

  it('says so when no record stands behind something, or it cannot be read', async () => {
    open({ title: 'Derived', records: [] });
    expect(screen.getByText(/No record stands behind this/)).toBeTruthy();
    cleanup();
    const { Surroundings } = surroundings(fakeBridge());
    render(<RawSheet threadId="gone" target={{ title: 'x', records: [record(1)] }} onClose={() => {}} />, {
      wrapper: Surroundings,
    });
    expect((await screen.findByRole('alert')).textContent).toBe('no thread gone');
  });

  it('has the focus and closes by Escape', async () => {
    const { onClose } = open({ title: 'Command', records: [record(1)] });
    await settle();
    expect(document.activeElement).toBe(screen.getByRole('dialog'));
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(onClose).toHaveBeenCalled();
  });
});

describe('damagedRecord', () => {
  it('is the range of bytes, where there is one', () => {
    const entry = { file: 'a', line: 3, offset: 5, length: 7, reason: 'invalid_json', message: '' } as const;
    expect(damagedRecord({ ...entry, rolloutId: 'r' })).toEqual({
      rolloutId: 'r',
      line: 3,
      offset: 5,
      length: 7,
      ordinal: null,
    });
    expect(damagedRecord({ ...entry, rolloutId: null })).toBeNull();
    expect(damagedRecord({ ...entry, rolloutId: 'r', length: 0 })).toBeNull();
  });
});
