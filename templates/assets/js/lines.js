// Links to code: `#code-2` is the second block of a page, `#code-2-L5-L8` four lines of it.

import { el } from './main.js';

const LINK = /^#code-(\d+)(?:-L(\d+)(?:-L(\d+))?)?$/;

/** Shows the block or the lines that the address names. */
export function arrive(article) {
  for (const line of article.querySelectorAll('.linked')) line.replaceWith(...line.childNodes);
  const [found, number, first, last = first] = LINK.exec(location.hash) ?? [];
  const block = article.querySelectorAll('.code')[number - 1];
  if (!found || !block) return;
  const tab = block.closest('.tab[hidden]');
  if (tab) document.querySelector(`[aria-controls="${tab.id}"]`).click();
  const pre = block.querySelector('pre');
  const marks = first ? linesOf(pre).slice(first - 1, Math.max(first, last)).map(mark) : [];
  (marks[0] ?? block).scrollIntoView({ block: marks[0] ? 'center' : 'start', inline: 'nearest' });
  if (!pre.hasAttribute('tabindex')) pre.tabIndex = -1;
  pre.focus({ preventScroll: true });
}

/** The address of a block, or of those of its lines in which something is selected. */
export function linkTo(article, pre) {
  const number = [...article.querySelectorAll('.code')].indexOf(pre.closest('.code')) + 1;
  const selection = getSelection();
  const range = selection.isCollapsed ? null : selection.getRangeAt(0);
  const lines = linesOf(pre).flatMap((line, i) => (range && touches(line, range) ? `-L${i + 1}` : []));
  return `#code-${number}${[...new Set([lines[0], lines.at(-1)])].join('')}`;
}

/** A range for each line of a block, without its line end. */
function linesOf(pre) {
  const lines = [];
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  const open = (node, offset) => {
    const line = document.createRange();
    line.setStart(node, offset);
    lines.push(line);
  };
  for (let node = walker.nextNode(), isNew = true; node; node = walker.nextNode()) {
    for (let offset = 0, end; offset < node.length; offset = end + 1) {
      if (isNew) open(node, offset);
      end = node.data.indexOf('\n', offset);
      isNew = end >= 0;
      if (!isNew) end = node.length;
      lines.at(-1).setEnd(node, end);
    }
  }
  return lines;
}

function touches(line, range) {
  return line.compareBoundaryPoints(Range.END_TO_START, range) < 0 && line.compareBoundaryPoints(Range.START_TO_END, range) > 0;
}

function mark(line) {
  const linked = el('span', { className: 'linked' });
  linked.append(line.extractContents());
  line.insertNode(linked);
  return linked;
}
