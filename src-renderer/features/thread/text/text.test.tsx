import type { ThreadItem } from '@contracts/model/item';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeBridge, fakeBridge } from '../../../test/fake-bridge';
import { settle } from '../../../test/render-app';
import { AnsiOutput } from '../ansi/ansi-output';
import { CodeBlock } from '../code/code-block';
import { ItemScopeProvider } from '../items/item-scope';
import { MarkdownText } from '../markdown/markdown-text';
import { answer } from '../testing/content-of';
import { surroundings } from '../testing/render-thread';
import { CopyButton } from './copy-button';
import { ExternalLink } from './external-link';
import { PlainText } from './plain-text';

const ESC = '\u001b';
let fake: FakeBridge;
const copied = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
const openRaw = vi.fn<() => void>();

beforeEach(() => {
  fake = fakeBridge();
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: copied } });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

function show(element: React.ReactNode, item: ThreadItem = answer('')) {
  const scope = {
    ...{ threadId: 't', revision: 'r1', index: 2, item, isOpen: null },
    ...{ setOpen: () => {}, openRaw },
  };
  const { Surroundings } = surroundings(fake);
  return render(<ItemScopeProvider value={scope}>{element}</ItemScopeProvider>, { wrapper: Surroundings });
}

describe('PlainText', () => {
  it('isolates its direction and names control characters without having them', () => {
    const { container } = show(<PlainText text={'rm \u202e\u200b-rf'} />);
    expect(container.querySelector('bdi')).toBeTruthy();
    expect(container.textContent).toBe('rm -rf');
    expect(screen.getByRole('img').getAttribute('data-label')).toBe('RLO +1');
    expect(screen.getByRole('img').getAttribute('aria-label')).toContain('RLO (U+202E)');
  });
});

describe('CopyButton', () => {
  it('copies what is visible, without the line end that would run a command', async () => {
    show(<CopyButton text={'npm test\n'} what="command" />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy command' }));
    await settle();
    expect(copied).toHaveBeenCalledWith('npm test');
    expect(screen.getByRole('status').textContent).toBe('Copied');
  });

  it('warns of hidden characters that it left out', async () => {
    show(<CopyButton text={'rm \u202e-rf\u200b'} what="command" />);
    fireEvent.click(screen.getByRole('button', { name: 'Copy command' }));
    await settle();
    expect(copied).toHaveBeenCalledWith('rm -rf');
    expect(screen.getByRole('status').textContent).toBe('Copied without 2 hidden characters');
  });

  it('says so when it cannot', async () => {
    copied.mockRejectedValueOnce(new Error('denied'));
    show(<CopyButton text="x" what="path" />);
    fireEvent.click(screen.getByRole('button'));
    await settle();
    expect(screen.getByRole('status').textContent).toBe('Could not copy');
  });
});

describe('ExternalLink', () => {
  it('shows the host before it opens anything', async () => {
    fake.answer('appOpenExternal', () => true);
    show(<ExternalLink href="https://a.example/path?q=1">article</ExternalLink>);
    expect(document.querySelector('a')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'article' }));
    await settle();
    expect(screen.getByText('a.example')).toBeTruthy();
    expect(fake.calls).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Open in browser' }));
    await settle();
    expect(fake.calls).toEqual([{ method: 'appOpenExternal', input: { url: 'https://a.example/path?q=1' } }]);
  });

  it('says that an address was refused', async () => {
    show(<ExternalLink href="https://a.example/">article</ExternalLink>);
    fireEvent.click(screen.getByRole('button', { name: 'article' }));
    await settle();
    fireEvent.click(screen.getByRole('button', { name: 'Open in browser' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Not opened');
  });

  it('stays text for everything else', () => {
    show(<ExternalLink href="javascript:alert(1)">article</ExternalLink>);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('article')).toBeTruthy();
  });
});

describe('AnsiOutput', () => {
  it('colours text, marks what it took out, and offers links', () => {
    show(
      <AnsiOutput
        start={`${ESC}[1;31mred${ESC}[0m ${ESC}[2Aup ${ESC}]8;;https://a.example/${ESC}\\link${ESC}]8;;${ESC}\\`}
        pointer="/text"
      />,
    );
    expect(screen.getByText('red').style.color).toBe('var(--ansi-1)');
    expect(screen.getByText('red').style.fontWeight).toBe('600');
    expect(screen.getByRole('img').getAttribute('title')).toBe('Removed: CSI 2A');
    expect(screen.getByRole('button', { name: 'link' })).toBeTruthy();
  });

  it('shows the first lines, then more', () => {
    const lines = Array.from({ length: 100 }, (_, nth) => `line ${nth}`).join('\n');
    const { container } = show(<AnsiOutput start={lines} pointer="/text" />);
    expect(container.querySelector('pre')?.textContent).not.toContain('line 99');
    fireEvent.click(screen.getByRole('button', { name: 'Show 60 more lines' }));
    expect(container.querySelector('pre')?.textContent).toContain('line 99');
  });

  it('fetches the rest of a clipped output slice by slice', async () => {
    const whole = 'x'.repeat(100) + 'y'.repeat(200_000);
    fake.answer('threadsText', ({ from, count }) => ({
      text: whole.slice(from, from + count),
      length: whole.length,
    }));
    const item = {
      ...answer('start'),
      clips: [{ pointer: '/text', length: whole.length, kind: 'text' as const }],
    };
    const { container } = show(<AnsiOutput start={whole.slice(0, 100)} pointer="/text" />, item);
    fireEvent.click(screen.getByRole('button', { name: 'Show more: 200,000 characters left' }));
    fireEvent.click(await screen.findByRole('button', { name: /Show more: 68,928/ }));
    await waitFor(() => expect(container.querySelector('pre')?.textContent).toBe(whole));
    expect(screen.queryByRole('button', { name: /more/ })).toBeNull();
    expect(fake.calls.map(({ input }) => input)).toMatchObject([
      { threadId: 't', revision: 'r1', index: 2, pointer: '/text', from: 100, count: 131_072 },
      { from: 131_172 },
    ]);
  });

  it('says why a slice could not be fetched', async () => {
    fake.answer('threadsText', () => {
      throw { code: 'io', message: 'the disk is gone' };
    });
    const clips = [{ pointer: '/text', length: 500, kind: 'text' as const }];
    show(<AnsiOutput start="abc" pointer="/text" />, { ...answer('abc'), clips });
    fireEvent.click(screen.getByRole('button', { name: /Show more/ }));
    expect((await screen.findByRole('alert')).textContent).toBe('the disk is gone');
  });

  it('leads to the raw record where more than the page should hold is left', () => {
    const long = 'z'.repeat(2 * 1024 * 1024);
    const clips = [{ pointer: '/text', length: long.length + 5, kind: 'text' as const }];
    show(<AnsiOutput start={long} pointer="/text" />, { ...answer(long), clips });
    fireEvent.click(screen.getByRole('button', { name: '5 more characters in the raw record' }));
    expect(openRaw).toHaveBeenCalled();
  });
});

describe('MarkdownText', () => {
  it('lays calm text out at once, with links as buttons', () => {
    show(<MarkdownText text={'# Title\n\n[a](https://a.example/) **b**'} />);
    expect(screen.getByText('Title').tagName).toBe('H4');
    expect(screen.getByRole('button', { name: 'a' })).toBeTruthy();
    expect(screen.getByText('b').tagName).toBe('STRONG');
  });

  it('shows costly and too deeply nested text plain', async () => {
    const hostile = '*a_'.repeat(5000);
    const { container } = show(<MarkdownText text={hostile} />);
    await settle();
    expect(container.textContent).toBe(hostile);
    cleanup();
    const deep = `${'> '.repeat(25)}> a\n`.repeat(3).replaceAll('> a', '- '.repeat(25) + 'a');
    const { container: other } = show(<MarkdownText text={deep} />);
    expect(other.textContent).toBe(deep);
  });

  it('gives a code block its language, and its characters to the copy button', async () => {
    show(<MarkdownText text={'```ts\nlet a\u200b = 1;\n```'} />);
    expect(screen.getByText('ts')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Copy code' }));
    await settle();
    expect(copied).toHaveBeenCalledWith('let a = 1;');
    expect(screen.getByText('Copied without 1 hidden character')).toBeTruthy();
  });
});

describe('CodeBlock', () => {
  it('folds long code', () => {
    const code = Array.from({ length: 300 }, (_, nth) => `line${nth}`).join('\n');
    const { container } = show(<CodeBlock code={code} language="text" />);
    expect(container.textContent).not.toContain('line299');
    fireEvent.click(screen.getByRole('button', { name: 'Show all 300 lines' }));
    expect(container.querySelector('pre')?.textContent).toBe(code);
  });
});
