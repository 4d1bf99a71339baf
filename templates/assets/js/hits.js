// Marks in the article what the reader searched for, and walks from one mark to the next. The marks
// are ranges painted by the browser: the text itself is not changed.

import { el } from './main.js';

const LETTER = '[\\p{L}\\p{N}]';
const LIMIT = 1000; // marks

const url = new URL(location.href);
const words = url.searchParams.get('highlight').toLowerCase().split('|').filter((word) => word.trim());
const article = document.querySelector('[data-body]');
const ranges = article && globalThis.CSS?.highlights ? find(words, article) : [];
let at = -1;

if (ranges.length) {
  CSS.highlights.set('found', new Highlight(...ranges));
  const count = el('span', { role: 'status' }, countText());
  const button = (label, text, action) => el('button', { type: 'button', 'aria-label': label, title: label, onclick: action }, text);
  const bar = el('div', { className: 'resume', role: 'region', 'aria-label': 'Search matches' }, count,
    button('Previous match', '↑', () => go(-1)), button('Next match', '↓', () => go(1)), button('Clear the marks', '✕', clear));
  document.querySelector('main').append(bar);

  function go(step) {
    if (at < 0) at = step > 0 ? passed() - 1 : passed(); // the first step begins where the reader is
    at = (at + step + ranges.length) % ranges.length;
    CSS.highlights.set('found-now', new Highlight(ranges[at]));
    const { parentElement } = ranges[at].startContainer;
    reveal(parentElement);
    parentElement.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
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

/** How many marks are above what the reader sees. */
function passed() {
  const { bottom } = document.querySelector('.top').getBoundingClientRect();
  const first = ranges.findIndex((range) => range.getBoundingClientRect().top >= Math.max(0, bottom));
  return first < 0 ? ranges.length : first;
}

/** Opens what hides a mark: a folded part, another tab. */
function reveal(element) {
  for (let part = element; part; part = part.parentElement) {
    if (part.matches('details')) part.open = true;
    if (part.hidden) document.querySelector(`[aria-controls="${CSS.escape(part.id)}"]`)?.click();
  }
}

/** Ranges of words, or of their parts where there are none, also where colours of code cut a word into several nodes. */
function find(words, within) {
  if (!words.length) return [];
  const nodes = [];
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('button')) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  let place = 0;
  const point = (offset) => {
    while (nodes[place + 1]?.[0] <= offset) place += 1;
    return [nodes[place][1], offset - nodes[place][0]];
  };
  const matches = [...text.matchAll(pattern(words))];
  if (!matches.length) {
    const parts = words.flatMap((word) => word.match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((part) => !words.includes(part));
    return find(parts, within);
  }
  return matches.slice(0, LIMIT).map(({ index, 0: { length } }) => {
    const range = new Range();
    range.setStart(...point(index));
    const [node, offset] = point(index + length - 1);
    range.setEnd(node, offset + 1);
    return range;
  });
}

/** Words begin where words begin, and short ones end there: `in` is not marked in `string` or `index`. */
function pattern(words) {
  const each = words.sort((a, b) => b.length - a.length).map((word) => {
    const exact = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    if (word === word.toUpperCase()) return exact; // of a script without capitals, or spaces; signs
    return `${new RegExp(`^${LETTER}`, 'u').test(word) ? `(?<!${LETTER})` : ''}${exact}${word.length > 3 ? '' : '(?!\\p{L})'}`;
  });
  return new RegExp(each.join('|'), 'giu');
}
