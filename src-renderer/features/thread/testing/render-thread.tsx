import type { ThreadSummary } from '@contracts/model/thread';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { createClient } from '../../../app/client';
import { ClientProvider } from '../../../app/client-context';
import { createQueryClient } from '../../../app/query-client';
import { aThread } from '../../../test/a-thread';
import { type FakeBridge, type FakeContent, fakeBridge, type FakeHome } from '../../../test/fake-bridge';
import { settle, stubLayout } from '../../../test/render-app';
import { CommandProvider } from '../../commands/command-context';
import { CommandRegistry } from '../../commands/command-registry';
import { PlaceProvider } from '../../settings/place-context';
import { PlaceWriter } from '../../settings/place-writer';
import { ThreadsModelProvider, type ThreadsModel } from '../../threads/threads-model';
import { ThreadView } from '../thread-view';

/** Everything that the parts of a thread expect above them, over a home in memory. */
export function surroundings(fake: FakeBridge) {
  const client = createClient(fake.bridge);
  const queries = createQueryClient();
  queries.setQueryData(['settings'], { settings: fake.home.settings, place: fake.home.place });
  const commands = new CommandRegistry();
  const place = new PlaceWriter(client);
  const select = vi.fn<(threadId: string | null) => void>();
  // Of the threads' model a thread needs no more than the others and the way to them.
  const model = { select, entries: [] } as unknown as ThreadsModel;
  const Surroundings = ({ children }: { children: ReactNode }) => (
    <ClientProvider value={client}>
      <QueryClientProvider client={queries}>
        <CommandProvider value={commands}>
          <PlaceProvider value={place}>
            <ThreadsModelProvider value={model}>{children}</ThreadsModelProvider>
          </PlaceProvider>
        </CommandProvider>
      </QueryClientProvider>
    </ClientProvider>
  );
  return { Surroundings, client, queries, commands, select, place };
}

// Machines that run tests are busy at times.
configure({ asyncUtilTimeout: 10_000 });

let opened = 0;
let asked: QueryClient | null = null;

/** Waits until nothing is asked for any more: what comes may bring rows that ask for more. */
export async function rest(): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    await settle();
    quiet = asked?.isFetching() ? 0 : quiet + 1;
  }
}

/** Height of every row: jsdom has no layout. */
const rowHeight = 40;

function stubRows(): void {
  stubLayout();
  Object.defineProperties(HTMLElement.prototype, {
    offsetHeight: {
      configurable: true,
      get(this: HTMLElement) {
        return this.tagName === 'ARTICLE' ? rowHeight : 600;
      },
    },
    scrollHeight: { configurable: true, get: () => 1_000_000 },
  });
}

/** The view of one thread over a home in memory. Each has an id of its own: views remember what was read. */
export async function renderThread(
  content: FakeContent,
  { home = {}, facts = {}, prepare }: ThreadOptions = {},
) {
  cleanup();
  stubRows();
  opened += 1;
  const thread = aThread({ id: facts.id ?? `thread-${opened}`, ...facts });
  const fake = fakeBridge({ threads: [thread], content: { [thread.id]: content }, ...home });
  prepare?.(fake);
  const around = surroundings(fake);
  asked = around.queries;
  const onKey = around.commands.handleKey;
  window.addEventListener('keydown', onKey);
  const view = render(
    <main data-scope="thread">
      <ThreadView threadId={thread.id} />
    </main>,
    { wrapper: around.Surroundings },
  );
  await rest();
  return {
    ...around,
    ...view,
    fake,
    thread,
    unmount: () => {
      window.removeEventListener('keydown', onKey);
      view.unmount();
    },
  };
}

interface ThreadOptions {
  home?: Partial<FakeHome>;
  facts?: Partial<ThreadSummary>;
  prepare?: (fake: FakeBridge) => void;
}
