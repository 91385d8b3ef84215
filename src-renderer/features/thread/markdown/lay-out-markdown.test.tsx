import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { attackCorpus } from '../testing/attack-corpus';
import { isCalm } from './is-calm';
import { layOutMarkdown } from './lay-out-markdown';

afterEach(cleanup);

const allowed = new Set(
  'p br hr h1 h2 h3 h4 h5 h6 blockquote ul ol li pre code em strong del a sup section table thead tbody tr th td mark'
    .toUpperCase()
    .split(' '),
);

/** Everything in the page that a message must not bring in. */
function intrusions(box: Element): string[] {
  return [...box.querySelectorAll('*')].flatMap((element) => {
    const found = allowed.has(element.tagName) ? [] : [`<${element.tagName}>`];
    for (const { name, value } of element.attributes) {
      const isKnown =
        (name === 'href' && /^(https?:\/\/[^@]*|mailto:.*)$/.test(value)) ||
        (name === 'class' && element.tagName === 'CODE') ||
        (name === 'class' && value === 'task-list-item') ||
        (name === 'style' && /^text-align: (left|center|right);$/.test(value)) ||
        ['start', 'data-control'].includes(name);
      if (!isKnown) found.push(`${name}="${value}"`);
    }
    return found;
  });
}

function laidOut(text: string): Element {
  return render(layOutMarkdown(text)).container;
}

describe('the attack corpus', () => {
  it('is large enough to mean something', () => {
    expect(new Set(attackCorpus).size).toBeGreaterThanOrEqual(300);
  });

  it.each(attackCorpus)('stays text: %j', (text) => {
    expect(intrusions(laidOut(text))).toEqual([]);
  });

  it('stays text when attacks are joined at random', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...attackCorpus), { minLength: 2, maxLength: 5 }), (texts) => {
        expect(intrusions(laidOut(texts.join('\n')))).toEqual([]);
        cleanup();
      }),
    );
  });
});

describe('layOutMarkdown', () => {
  it('shows raw HTML as its source', () => {
    expect(laidOut('a <b onclick="x()">bold</b> c').textContent).toBe('a <b onclick="x()">bold</b> c');
  });

  it('shows where a link leads that is not offered for opening', () => {
    expect(laidOut('[click](javascript:alert(1))').textContent).toBe('click (javascript:alert(1))');
    expect(laidOut('[main.ts](/srv/a b/main.ts)').textContent).toContain('[main.ts](/srv/a b/main.ts)');
    expect(laidOut('[main.ts](</srv/a b/main.ts>)').textContent).toBe('main.ts (/srv/a b/main.ts)');
    expect(laidOut('[/srv/main.ts](/srv/main.ts)').textContent).toBe('/srv/main.ts');
  });

  it('shows an image as a link to itself', () => {
    const box = laidOut('![a cat](https://a.example/cat.png)');
    expect(box.querySelector('img')).toBeNull();
    expect(box.querySelector('a')?.getAttribute('href')).toBe('https://a.example/cat.png');
    expect(box.textContent).toBe('[image: a cat]');
  });

  it('keeps tables, tasks, strikes and code', () => {
    const box = laidOut('| a |\n|:-:|\n| ~~b~~ |\n\n- [x] done\n- [ ] open\n\n```ts\nlet a;\n```');
    expect(box.querySelector('td del')?.textContent).toBe('b');
    expect([...box.querySelectorAll('li')].map((item) => item.textContent)).toEqual(['☑ done', '☐ open']);
    expect(box.querySelector('code')?.className).toBe('language-ts');
  });

  it('marks control characters in text and code, and takes them out of the text', () => {
    const box = laidOut('a\u202eb `c\u200bd`');
    expect([...box.querySelectorAll('mark')].map((mark) => mark.getAttribute('data-control'))).toEqual([
      '\u202e',
      '\u200b',
    ]);
    expect(box.textContent).toBe('ab cd');
  });

  it('refuses text that is nested too deep', () => {
    expect(() => layOutMarkdown('>'.repeat(200))).toThrow(RangeError);
  });
});

describe('isCalm', () => {
  it('takes ordinary messages, also long ones with code', () => {
    const message = 'Some **bold** text with `code` and [a link](https://a.example).\n\n- one\n- two\n\n';
    expect(isCalm(message.repeat(40))).toBe(true);
    expect(isCalm(`Look:\n\n\`\`\`js\n${'a[i] = b[i] * c[i];\n'.repeat(500)}\`\`\`\n`)).toBe(true);
  });

  it.each([
    ['emphasis', '*a_'.repeat(1000)],
    ['emphasis behind a comment that hides a fence', `<!--\n\`\`\`\n-->\n${'*a_'.repeat(1000)}\n\`\`\``],
    ['emphasis behind a fence in a list', `- a\n  \`\`\`\n${'*a_'.repeat(1000)}\n  \`\`\``],
    ['emphasis behind something that is no fence', `\`\`\`a\`b\n${'*a_'.repeat(1000)}\n\`\`\``],
    ['links', '[a]('.repeat(1000)],
    ['quotes', '>'.repeat(1000)],
    ['lists in one line', '- '.repeat(1000)],
    ['nested lists', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth % 90)}- a`).join('\n')],
    ['length', 'a '.repeat(100_000)],
  ])('does not take %s', (_name, text) => {
    expect(isCalm(text)).toBe(false);
  });
});
