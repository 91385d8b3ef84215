import type { ExtraProps } from 'react-markdown';

/** Nodes of the HTML tree between parsing and elements, as react-markdown hands them to its plugins. */
export type HastElement = NonNullable<ExtraProps['node']>;
export type HastNode = HastElement['children'][number] | { type: 'raw'; value: string };
export interface HastParent {
  children: HastNode[];
}

/** Replaces each child of every parent, deepest first, by what `change` answers. */
export function mapTree(
  parent: HastParent,
  change: (node: HastNode, ancestors: readonly HastElement[]) => HastNode | HastNode[],
  ancestors: readonly HastElement[] = [],
): void {
  parent.children = parent.children.flatMap((node) => {
    if (node.type === 'element') mapTree(node, change, [...ancestors, node]);
    return change(node, ancestors);
  });
}

/** A text node. */
export function textNode(value: string): HastNode {
  return { type: 'text', value };
}

/** The text in a node and below it. */
export function textOf(node: HastNode): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
