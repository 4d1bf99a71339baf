// Results as nodes: what `search` of the index answers, made into a list, and the filters it suggests.

import { base, el } from './main.js';

/** Values that many of the results share, as filters to click: [key, value, label]. */
export function facets(found) {
  const counts = new Map();
  const add = (key, value, label = value) => {
    if (!value) return;
    const name = `${key}:${value}`;
    counts.set(name, [(counts.get(name)?.[0] ?? 0) + 1, key, value, label]);
  };
  for (const { level, source, sourceTitle, tags = [], authors = [], date } of found) {
    add('level', level);
    add('source', source, sourceTitle);
    for (const tag of tags) add('tag', tag);
    for (const author of authors) add('author', author);
    add('year', date?.slice(0, 4));
  }
  return [...counts.values()]
    .filter(([count]) => count > 1 && count < found.length)
    .sort(([a], [b]) => b - a)
    .slice(0, 6)
    .map(([, key, value, label]) => [key, written(value), label]);
}

/** A value as it is typed. */
function written(value) {
  if (!/\s/.test(value)) return value;
  return value.includes('"') ? value.replace(/\s/g, '-') : `"${value}"`;
}

/**
 * One tutorial of the results: its title and facts, then its sections with their excerpts. Its page
 * marks the words that were `asked` and whatever the excerpts mark.
 */
export function hit(result, asked) {
  const found = result.sections.flatMap(({ excerpt }) => excerpt.filter((run) => run.match).map((run) => run.text.toLowerCase()));
  const words = new Set([...asked, ...found]);
  const address = (anchor) => {
    const url = new URL(result.url, base);
    if (words.size) url.searchParams.set('highlight', [...words].slice(0, 8).join('|'));
    url.hash = anchor;
    return url.href;
  };
  const facts = [result.level, result.sourceTitle ?? result.source, result.date?.slice(0, 4)].filter(Boolean).join(' · ');
  return el('li', {},
    el('a', { href: address('') }, el('span', { className: 'hit-title' }, result.title), facts && el('span', { className: 'hit-facts' }, facts)),
    el('ul', {}, ...result.sections.map(({ anchor, heading, excerpt }) => el('li', {},
      el('a', { href: address(anchor) }, heading && el('span', { className: 'hit-head' }, heading), el('span', { className: 'hit-text' }, ...runs(excerpt)))))));
}

function runs(excerpt) {
  return excerpt.map(({ text, match, code }) => {
    const node = match ? el('mark', {}, text) : text;
    return code ? el('code', {}, node) : node;
  });
}
