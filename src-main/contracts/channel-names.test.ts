import { expect, test } from 'vitest';
import { channels } from './bridge';
import { channelNames, eventChannel } from './channel-names';

test('the preload knows exactly the channels that there are', () => {
  expect([...channelNames].sort()).toEqual(channels.map((channel) => channel.name).sort());
});

test('no request channel has the name of the event channel', () => {
  expect(channelNames).not.toContain(eventChannel);
});
