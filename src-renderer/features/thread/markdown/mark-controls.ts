import { splitControls } from '../text/control-marks';
import { type HastElement, type HastNode, type HastParent, mapTree, textNode } from './hast';

/** rehype plugin, behind the sanitizer: control characters in text become `mark` elements that name them. */
export function markControls() {
  return (tree: unknown): void => {
    mapTree(tree as HastParent, (node): HastNode | HastNode[] => {
      if (node.type !== 'text') return node;
      const parts = splitControls(node.value);
      if (parts.every((part) => 'text' in part)) return node;
      return parts.map((part) => ('text' in part ? textNode(part.text) : controlNode(part.control)));
    });
  };
}

/** The run travels as an attribute: it must not be text of the page. */
function controlNode(run: string): HastElement {
  return { type: 'element', tagName: 'mark', properties: { dataControl: run }, children: [] };
}
