/** Most occurrences that are marked at once. */
const maxRanges = 2_000;

/** Where a pattern occurs in the text of each article, also across the elements inside of it. */
export function markRanges(root: Element, pattern: RegExp): Range[] {
  const ranges: Range[] = [];
  for (const article of root.querySelectorAll('article')) {
    const nodes: Text[] = [];
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    const text = nodes.map((node) => node.data).join('');
    let nth = 0;
    let start = 0;
    for (const match of text.matchAll(pattern)) {
      if (ranges.length >= maxRanges) return ranges;
      const end = match.index + match[0].length;
      while (nodes[nth] && start + (nodes[nth] as Text).length <= match.index) {
        start += (nodes[nth] as Text).length;
        nth += 1;
      }
      const range = rangeFrom(nodes, nth, match.index - start, end - start);
      if (range) ranges.push(range);
    }
  }
  return ranges;
}

/** A range that begins in one text node and ends `end` units after that node's start. */
function rangeFrom(nodes: readonly Text[], first: number, begin: number, end: number): Range | null {
  const range = document.createRange();
  const from = nodes[first];
  if (!from) return null;
  range.setStart(from, begin);
  let left = end;
  for (let nth = first; nth < nodes.length; nth++) {
    const node = nodes[nth] as Text;
    if (left <= node.length) {
      range.setEnd(node, left);
      return range;
    }
    left -= node.length;
  }
  return null;
}
