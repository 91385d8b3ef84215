import { type ReactElement, useEffect, useState } from 'react';
import type { Components } from 'react-markdown';
import { CodeBlock } from '../code/code-block';
import { ControlMark } from '../text/control-mark';
import { ExternalLink } from '../text/external-link';
import { LruMap } from '../text/lru-map';
import { PlainText } from '../text/plain-text';
import { textWorkerQueue } from '../worker/text-worker-queue';
import { type HastElement, textOf } from './hast';
import { isCalm } from './is-calm';
import { layOutMarkdown } from './lay-out-markdown';
import styles from './markdown.module.css';

/** What takes longer in the worker is shown plain: the page would stand still for as long. In ms. */
const deadlineMs = 150;

/** Laid-out texts; null: plain. Scrolling back costs no parsing. */
const remembered = new LruMap<string, ReactElement | { plain: true }>(300);

/** Text of an agent as Markdown, or plain where that cannot be had safely. */
export function MarkdownText({ text }: { text: string }) {
  const [, setTried] = useState<string | null>(null);
  const known = remembered.get(text) ?? (isCalm(text) ? layOut(text) : undefined);
  const isUnknown = known === undefined;
  useEffect(() => {
    if (!isUnknown) return;
    let isWanted = true;
    void textWorkerQueue.run({ kind: 'try-markdown', text }, deadlineMs).then((isSafe) => {
      if (isSafe) layOut(text);
      else remembered.set(text, { plain: true });
      if (isWanted) setTried(text);
    });
    return () => {
      isWanted = false;
    };
  }, [text, isUnknown]);
  if (known === undefined || 'plain' in known) return <PlainText text={text} />;
  return <bdi className={styles.body}>{known}</bdi>;
}

function layOut(text: string): ReactElement | { plain: true } {
  let result: ReactElement | { plain: true };
  try {
    result = layOutMarkdown(text, components);
  } catch {
    // Nested too deep for the page.
    result = { plain: true };
  }
  remembered.set(text, result);
  return result;
}

/** Headings of a message stand below the headings of turns. */
const components: Components = {
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h5>{children}</h5>,
  h3: ({ children }) => <h6>{children}</h6>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => <ExternalLink href={href}>{children}</ExternalLink>,
  mark: ({ node }) => <ControlMark run={String(node?.properties.dataControl ?? '')} />,
  table: ({ children }) => (
    <div className={styles.table} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  pre: ({ node, children }) => {
    const code = node?.children[0];
    if (code?.type !== 'element') return <pre>{children}</pre>;
    return <CodeBlock code={codeOf(code)} language={languageIn(code)} />;
  },
};

/** The code with its control characters, which stand in `mark` elements by now. */
function codeOf(code: HastElement): string {
  return code.children
    .map((node) =>
      node.type === 'element' && node.tagName === 'mark' ? String(node.properties.dataControl) : textOf(node),
    )
    .join('');
}

function languageIn(code: HastElement): string {
  const names = code.properties.className;
  const name = Array.isArray(names) ? String(names[0] ?? '') : '';
  return name.startsWith('language-') ? name.slice('language-'.length) : '';
}
