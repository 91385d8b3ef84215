import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClient } from '../../app/client';
import { fakeBridge } from '../../test/fake-bridge';
import { PlaceWriter } from './place-writer';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('sends what changed, once, after a moment of quiet', async () => {
  const fake = fakeBridge();
  const place = new PlaceWriter(createClient(fake.bridge));
  place.write({ threadId: 'a', item: 0 });
  place.write({ item: 7, offset: 3 });
  expect(fake.calls).toEqual([]);
  await vi.runAllTimersAsync();
  expect(fake.calls).toEqual([{ method: 'settingsPlace', input: { threadId: 'a', item: 7, offset: 3 } }]);
});

it('sends at once when the page goes, and nothing when nothing waits', async () => {
  const fake = fakeBridge();
  const place = new PlaceWriter(createClient(fake.bridge));
  place.write({ panes: [200, 300] });
  place.flush();
  place.flush();
  await vi.runAllTimersAsync();
  expect(fake.calls).toEqual([{ method: 'settingsPlace', input: { panes: [200, 300] } }]);
});

it('goes on after a refusal', async () => {
  const fake = fakeBridge();
  fake.answer('settingsPlace', () => {
    throw { code: 'io', message: 'disk full' };
  });
  const place = new PlaceWriter(createClient(fake.bridge));
  place.write({ item: 1 });
  await vi.runAllTimersAsync();
  place.write({ item: 2 });
  await vi.runAllTimersAsync();
  expect(fake.calls).toHaveLength(2);
});
