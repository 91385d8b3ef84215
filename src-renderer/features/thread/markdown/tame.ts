import { externalTarget } from '../text/external-target';
import { type HastElement, type HastNode, type HastParent, mapTree, textNode, textOf } from './hast';

/** Deeper nesting is refused: the page lays nested boxes out recursively. */
const maxDepth = 40;

/**
 * rehype plugin, before the sanitizer: turns what must not act into text that says it, so that nothing vanishes.
 *
 * Raw HTML becomes its source, images become links to themselves (nothing is ever fetched), targets that are not
 * offered for opening stand behind their text, check boxes become signs.
 *
 * @throws RangeError when the tree is nested too deep
 */
export function tame() {
  return (tree: unknown): void => {
    const root = tree as HastParent;
    refuseDepth(root);
    mapTree(root, (node, ancestors) => {
      if (node.type === 'raw') return textNode(node.value);
      if (node.type !== 'element') return node;
      if (node.tagName === 'input') return textNode(node.properties.checked ? '☑' : '☐');
      if (node.tagName === 'img') return tameImage(node, ancestors);
      return node.tagName === 'a' ? tameLink(node) : node;
    });
  };
}

function tameImage({ properties }: HastElement, ancestors: readonly HastElement[]): HastNode {
  const address = String(properties.src ?? '');
  const name = textNode(`[image: ${String(properties.alt ?? '') || 'no description'}]`);
  const isInLink = ancestors.some(({ tagName }) => tagName === 'a');
  if (externalTarget(address) && !isInLink) {
    return { type: 'element', tagName: 'a', properties: { href: address }, children: [name as never] };
  }
  return textNode(`${textOf(name)} (${shorten(address)})`);
}

function tameLink(node: HastElement): HastNode | HastNode[] {
  const href = String(node.properties.href ?? '');
  if (externalTarget(href)) return node;
  const inner = node.children as HastNode[];
  const isFootnote = href.startsWith('#');
  if (isFootnote || href === '' || inner.map(textOf).join('').includes(safeDecode(href))) return inner;
  return [...inner, textNode(` (${shorten(safeDecode(href))})`)];
}

/** Addresses are percent-encoded by the parser; the reader should see what was written. */
function safeDecode(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

function shorten(address: string): string {
  return address.length > 200 ? `${address.slice(0, 200)}… ${address.length} characters` : address;
}

function refuseDepth(root: HastParent): void {
  let level: HastNode[] = root.children;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw new RangeError('nested too deep');
    level = level.flatMap((node) => (node.type === 'element' ? (node.children as HastNode[]) : []));
  }
}
