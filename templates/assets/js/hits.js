// Marks in the article what the reader searched for, and walks from one mark to the next. The marks
// are ranges painted by the browser: the text itself is not changed.

import { el } from './main.js';

const url = new URL(location.href);
const words = url.searchParams.get('highlight').toLowerCase().split('|').filter((word) => word.trim());
const article = document.querySelector('[data-body]');
const ranges = article && globalThis.CSS?.highlights ? find(article) : [];
let at = -1;

if (ranges.length) {
  CSS.highlights.set('found', new Highlight(...ranges));
  const count = el('span', { role: 'status' }, countText());
  const button = (label, text, action) => el('button', { type: 'button', 'aria-label': label, title: label, onclick: action }, text);
  const bar = el('div', { className: 'resume', role: 'region', 'aria-label': 'Search matches' }, count,
    button('Previous match', '↑', () => go(-1)), button('Next match', '↓', () => go(1)), button('Clear the marks', '✕', clear));
  document.querySelector('main').append(bar);

  function go(step) {
    at = (at + step + ranges.length) % ranges.length;
    CSS.highlights.set('found-now', new Highlight(ranges[at]));
    const { top } = ranges[at].getBoundingClientRect();
    scrollTo({ top: scrollY + top - innerHeight / 3 });
    count.textContent = countText();
  }

  function clear() {
    CSS.highlights.clear();
    bar.remove();
    url.searchParams.delete('highlight');
    history.replaceState(history.state, '', url);
  }
}

function countText() {
  return at < 0 ? `${ranges.length} ${ranges.length === 1 ? 'match' : 'matches'}` : `${at + 1} of ${ranges.length}`;
}

function find(within) {
  const found = [];
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.data.toLowerCase();
    if (text.length !== node.data.length) continue;
    for (const word of words) {
      for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + word.length)) {
        if (!isWhole(text, start, word)) continue;
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, start + word.length);
        found.push(range);
      }
    }
  }
  return found.sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b)).slice(0, 500);
}

/** Whether a match of a short word begins where a word begins: `in` is not marked in `string`. */
function isWhole(text, start, word) {
  return word.length > 3 || !/[\p{L}\p{N}]/u.test(text[start - 1] ?? ' ') || !/\p{L}/u.test(word);
}
