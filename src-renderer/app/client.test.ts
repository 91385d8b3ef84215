import type { SkeinBridge } from '@contracts/bridge';
import { describe, expect, it } from 'vitest';
import { aThread } from '../test/a-thread';
import { fakeBridge } from '../test/fake-bridge';
import { createClient } from './client';
import { ClientError } from './client-error';

describe('client', () => {
  it('answers the value of a call', async () => {
    const thread = aThread();
    const client = createClient(fakeBridge({ threads: [thread] }).bridge);
    const page = await client.threadsList({});
    expect(page.data.map((row) => row.id)).toEqual([thread.id]);
  });

  it('throws the code, message and detail of a refused call', async () => {
    const client = createClient(fakeBridge().bridge);
    const error = await client.threadsRead({ threadId: 'none' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: 'thread_not_found', message: 'no thread none' });
  });

  it('turns a broken transport into an internal error', async () => {
    const fake = fakeBridge();
    const broken = { ...fake.bridge, appDescribe: () => Promise.reject(new Error('gone')) };
    await expect(createClient(broken).appDescribe({})).rejects.toMatchObject({
      code: 'internal',
      message: 'gone',
    });
  });

  it('tells an event only after the reply that main sent before it', async () => {
    const fake = fakeBridge();
    let answer = (_reply: Awaited<ReturnType<SkeinBridge['settingsPlace']>>): void => {};
    let tell: Parameters<SkeinBridge['onEvent']>[0] = () => {};
    const client = createClient({
      ...fake.bridge,
      settingsPlace: () => new Promise((resolve) => (answer = resolve)),
      onEvent: (listener) => {
        tell = listener;
        return () => {};
      },
    });
    const seen: string[] = [];
    client.onEvent((event) => seen.push(event.type));
    const reply = client.settingsPlace({}).then(() => seen.push('reply'));
    tell({ seq: 2, body: { type: 'index-progress', done: 1, total: 2 } });
    answer({ seq: 1, body: { ok: true, value: null } });
    await reply;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(seen).toEqual(['reply', 'index-progress']);
  });

  it('stops telling after unsubscribe and after dispose', async () => {
    const fake = fakeBridge();
    const client = createClient(fake.bridge);
    const seen: number[] = [];
    const stop = client.onEvent(() => seen.push(1));
    client.onEvent(() => seen.push(2));
    stop();
    fake.emit({ type: 'index-progress', done: 1, total: 2 });
    client.dispose();
    fake.emit({ type: 'index-progress', done: 2, total: 2 });
    expect(seen).toEqual([2]);
  });
});
