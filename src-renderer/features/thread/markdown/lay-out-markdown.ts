import type { ReactElement } from 'react';
import Markdown, { type Components, type Options } from 'react-markdown';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { markControls } from './mark-controls';
import { tame } from './tame';

/** The second wall: what Markdown itself can make, and nothing that loads, runs, submits or styles. */
const schema: Schema = {
  tagNames: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li'],
    ...['pre', 'code', 'em', 'strong', 'del', 'a', 'sup', 'section'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href'],
    code: [['className', /^language-/]],
    li: [['className', 'task-list-item']],
    ol: ['start'],
    th: [['align', 'left', 'center', 'right']],
    td: [['align', 'left', 'center', 'right']],
  },
  protocols: { href: ['https', 'http', 'mailto'] },
  strip: ['script', 'style'],
};

const options: Omit<Options, 'children' | 'components'> = {
  remarkPlugins: [[remarkGfm, { singleTilde: false }]],
  rehypePlugins: [tame, [rehypeSanitize, schema], markControls],
  // Addresses were judged by `tame` and the schema.
  urlTransform: (url) => url,
};

/**
 * Markdown as React elements. A plain function, not a component, so that failing is the caller's to handle.
 *
 * @throws RangeError when the text is nested too deep
 */
export function layOutMarkdown(text: string, components: Components = {}): ReactElement {
  return Markdown({ ...options, components, children: text });
}
