// The search box and its results: one view, shown in a dialog and on the search page. The index and
// all ranking are behind `openIndex`; here its answer becomes text nodes.

import { base, el, store } from './main.js';

const PAGE = 10;
const FILTERS = ['tag', 'level', 'author', 'source', 'year', 'lang'];
const FILTER = new RegExp(`(?:^|\\s)(${FILTERS.join('|')}):("[^"]*"|\\S+)`, 'gi');

let opened;

function index() {
  opened ??= import('./search/index.js').then(({ openIndex }) => openIndex(base.href));
  opened.catch(() => { opened = undefined; });
  return opened;
}

/** Opens the dialog; Escape, its button and a click outside close it. */
export function openDialog(query = history.state?.search ?? '') {
  if (document.querySelector('dialog.search')) return;
  const pageInput = document.querySelector('[data-search-page] input');
  if (pageInput) {
    pageInput.focus();
    return;
  }
  for (const other of document.querySelectorAll('dialog[open]')) other.close();
  const dialog = el('dialog', { className: 'search', 'aria-label': 'Search' });
  const remember = (search) => history.replaceState({ ...history.state, search }, '');
  let hasLeft = false; // for a result: the way back opens the dialog again
  const view = new View(dialog, {
    onLeave(text) {
      hasLeft = true;
      remember(text);
      dialog.close();
    },
    close: el('button', { type: 'button', onclick: () => dialog.close() }, 'Close'),
  });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('keydown', (event) => { // or a first Escape would only empty the box
    if (event.key === 'Escape' && !event.isComposing) dialog.close();
  });
  dialog.addEventListener('close', () => {
    if (!hasLeft) remember(undefined);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  view.start(query);
}

/** Fills the search page; its address carries the query. */
export function mountPage(host) {
  const place = history.state?.y;
  const title = document.title;
  const view = new View(host, {
    onQuery(text) {
      const url = new URL(location.href);
      url.search = text ? `?${new URLSearchParams({ q: text })}` : '';
      history.replaceState(history.state, '', url);
      document.title = text ? `${text}: ${title}` : title;
    },
    onLeave: () => history.replaceState({ y: scrollY, count: view.count }, ''),
  });
  view.count = history.state?.count ?? PAGE;
  view.start(new URLSearchParams(location.search).get('q') ?? '').then(() => { if (place) scrollTo({ top: place, behavior: 'instant' }); });
}

class View {
  count = PAGE;
  asked = 0;

  constructor(host, { onQuery = () => {}, onLeave = () => {}, close }) {
    Object.assign(this, { onQuery, onLeave });
    this.input = el('input', { type: 'search', name: 'q', autocomplete: 'off', spellcheck: false, enterKeyHint: 'search', placeholder: 'Search tutorials, code, error messages', 'aria-label': 'Search', 'aria-describedby': 'search-line' });
    this.line = el('p', { className: 'search-line', id: 'search-line', role: 'status' });
    this.filters = el('div', { className: 'search-filters', role: 'group', 'aria-label': 'Narrow down' });
    this.results = el('div', { className: 'search-results' });
    this.body = el('div', { className: 'search-body' }, this.line, this.filters, this.results);
    const icon = document.querySelector('.find .icon')?.cloneNode(true);
    host.append(el('form', { className: 'search-box', role: 'search' }, icon, this.input, close), this.body,
      el('p', { className: 'search-foot' }, el('span', {}, el('kbd', {}, '↑'), ' ', el('kbd', {}, '↓'), ' move'), el('span', {}, el('kbd', {}, 'Enter'), ' open'), el('span', {}, '"exact phrase"'), el('span', {}, '-without'), el('span', {}, 'tag:python')));
    this.input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.count = PAGE;
      this.timer = setTimeout(() => this.run(), 70);
    });
    host.addEventListener('submit', (event) => {
      event.preventDefault();
      this.results.querySelector('a')?.click();
    });
    host.addEventListener('keydown', (event) => this.move(event));
    this.results.addEventListener('click', (event) => {
      const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (event.target.closest('a') && !opensElsewhere) this.leave();
    });
  }

  async start(query) {
    this.input.value = query;
    this.input.focus();
    this.input.select();
    index().catch(() => {});
    await this.run();
  }

  leave() {
    const query = this.input.value.trim();
    if (query) store.set('searches', [query, ...store.get('searches', []).filter((each) => each !== query)].slice(0, 8));
    this.onLeave(query);
  }

  set(query) {
    this.input.value = query;
    this.input.focus();
    this.count = PAGE;
    this.run();
  }

  async run() {
    const query = this.input.value.trim();
    const asked = ++this.asked;
    this.onQuery(query);
    if (!query) return this.showStart();
    const waiting = setTimeout(() => { this.line.textContent = 'Opening the index…'; }, 200);
    try {
      const found = await (await index()).search(query, { limit: this.count });
      if (asked === this.asked) this.show(query, found);
    } catch (error) {
      if (asked === this.asked) this.showError(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  show(query, found) {
    const total = found.total ?? found.length;
    this.line.replaceChildren(total ? `${total}${found.atLeast ? ' or more' : ''} ${total === 1 ? 'tutorial' : 'tutorials'}` : 'Nothing found',
      ...found.corrected ? ['. Showing results for ', el('strong', {}, found.corrected.to), ' instead of ', found.corrected.from, '.'] : [],
      ...found.partial ? ['. A part of the index could not be loaded, so some results may be missing.'] : []);
    this.showFilters(query, found);
    if (!found.length) return this.showNothing(query);
    const rows = el('ol', { className: 'hits' }, ...found.map(hit));
    rows.querySelector('a').classList.add('first');
    this.results.replaceChildren(rows);
    if (total > found.length) {
      const more = () => { this.count += PAGE; this.run(); };
      this.results.append(el('p', { className: 'more' }, el('button', { type: 'button', className: 'quiet', onclick: more }, 'Show more')));
    }
  }

  showFilters(query, found) {
    const active = [...query.matchAll(FILTER)].map(([, key, value]) => [key.toLowerCase(), value]);
    const offered = facets(found).filter(([key]) => !active.some(([other]) => other === key));
    const button = ([key, value], isActive) => el('button', {
      type: 'button',
      'aria-pressed': isActive,
      onclick: () => this.set(isActive ? query.replace(`${key}:${value}`, '').replace(/\s+/g, ' ').trim() : `${query} ${key}:${value}`),
    }, `${key}: ${value.replaceAll('"', '')}`);
    this.filters.replaceChildren(...active.map((each) => button(each, true)), ...offered.map((each) => button(each, false)));
  }

  showNothing(query) {
    const bare = query.replace(FILTER, ' ').trim();
    const tips = [
      bare !== query && bare ? el('li', {}, el('button', { type: 'button', className: 'link', onclick: () => this.set(bare) }, 'Search without filters')) : null,
      el('li', {}, 'Try fewer words, or one exact name from the code.'),
      el('li', {}, 'Of an error message, paste the part without your own names.'),
    ];
    this.results.replaceChildren(el('div', { className: 'empty' }, `No tutorial has “${query}”.`, el('ul', {}, ...tips.filter(Boolean))));
  }

  showStart() {
    const recent = store.get('searches', []);
    this.line.textContent = '';
    this.filters.replaceChildren();
    const forget = () => { store.set('searches', []); this.set(''); };
    this.results.replaceChildren(...recent.length ? [
      el('p', { className: 'search-line' }, 'Recent on this device ', el('button', { type: 'button', className: 'link', onclick: forget }, 'Clear')),
      el('ul', { className: 'hits recent' }, ...recent.map((query) => el('li', {}, el('button', { type: 'button', className: 'link', onclick: () => this.set(query) }, query)))),
    ] : [el('p', { className: 'empty' }, 'Type a name from the code, a part of an error message, or a question.')]);
  }

  showError(error) {
    console.warn(error);
    this.line.textContent = navigator.onLine === false ? 'You are offline, and this part of the index is not on your device.' : 'The search index could not be loaded.';
    this.filters.replaceChildren();
    this.results.replaceChildren(el('p', { className: 'more' }, el('button', { type: 'button', className: 'quiet', onclick: () => this.run() }, 'Try again')));
  }

  move(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...this.results.querySelectorAll('a, .recent button')];
    const at = links.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 };
    if (at >= 0) Object.assign(steps, { Home: 0, End: links.length - 1 });
    if (!(key in steps)) {
      if (at >= 0 && key.length === 1 && key !== ' ') this.input.focus();
      return;
    }
    if (at < 0 && key === 'ArrowUp') return;
    event.preventDefault();
    (links[Math.min(steps[key], links.length - 1)] ?? this.input).focus();
  }
}

/** Values that many of the results share, as filters to click. */
function facets(found) {
  const counts = new Map();
  for (const result of found) {
    const values = [['level', result.level], ['source', result.source], ...(result.tags ?? []).map((tag) => ['tag', tag]), ['year', result.date?.slice(0, 4)]];
    for (const [key, value] of values) if (value) counts.set(`${key}:${value}`, (counts.get(`${key}:${value}`) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1 && count < found.length)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
    .map(([name]) => {
      const [key, ...rest] = name.split(':');
      const value = rest.join(':');
      return [key, /\s/.test(value) ? `"${value}"` : value];
    });
}

function hit(result) {
  const words = new Set(result.sections.flatMap(({ excerpt }) => excerpt.filter((run) => run.match).map((run) => run.text.toLowerCase())));
  const address = (anchor) => {
    const url = new URL(result.url, base);
    if (words.size) url.searchParams.set('highlight', [...words].slice(0, 8).join('|'));
    url.hash = anchor;
    return url.href;
  };
  const facts = [result.level, result.source, result.date?.slice(0, 4)].filter(Boolean).join(' · ');
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
