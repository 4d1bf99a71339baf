// The search box and its results: one view, shown in a dialog and on the search page. The index and
// all ranking are behind `openIndex`; here its answer becomes text nodes.

import { base, el, store } from './main.js';
import { facets, hit } from './search-results.js';

const PAGE = 10;
const FILTERS = ['tag', 'level', 'author', 'source', 'year', 'lang'];
const FILTER = new RegExp(`(?:^|\\s)(${FILTERS.join('|')}):("[^"]*"|\\S+)`, 'gi');

const UNFINISHED = new RegExp(`(?:^|\\s)-?((?:${FILTERS.join('|')}):"?[^"\\s]*)$`, 'i'); // a filter being typed
const OFFERED = 12; // values of a filter

const isOffline = () => navigator.onLine === false;

const button = (text, onclick, className = '') => el('button', { type: 'button', className, onclick }, text);

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
    close: button('Close', () => dialog.close()),
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
    this.input = el('input', { type: 'search', name: 'q', autocomplete: 'off', spellcheck: false, enterKeyHint: 'search', placeholder: 'Search text and code', 'aria-label': 'Search', 'aria-describedby': 'search-line' });
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
      const opened = await index();
      const [, typed] = query.match(UNFINISHED) ?? [];
      const values = typed ? await opened.filtersFrom(typed.toLowerCase().replace('"', '')) : [];
      const isWhole = !typed || !values.length || values.some(([name]) => name === typed.toLowerCase());
      const found = await opened.search(isWhole ? query : query.replace(UNFINISHED, ''), { limit: this.count });
      if (asked === this.asked) this.show(query, found, isWhole ? [] : values);
    } catch (error) {
      console.warn(error);
      if (asked === this.asked) this.showFailure('The search index could not be loaded.');
    } finally {
      clearTimeout(waiting);
    }
  }

  show(query, found, values) {
    const total = found.total ?? found.length;
    if (found.partial && !found.length) return this.showFailure('This part of the index could not be loaded.');
    this.line.replaceChildren(total ? `${total}${found.atLeast ? ' or more' : ''} ${total === 1 ? 'tutorial' : 'tutorials'}` : 'Nothing found',
      ...found.corrected ? ['. Showing results for ', el('strong', {}, found.corrected.to), ' instead of ', found.corrected.from, '.'] : [],
      ...found.partial ? [isOffline() ? '. You are offline, so' : '. A part of the index could not be loaded, so', ' some results may be missing. ', this.again('link')] : []);
    if (values.length) this.offerValues(query, values);
    else this.showFilters(query, found);
    if (!found.length) return values.length ? this.showValuesOnly() : this.showNothing(query);
    const words = query.replace(FILTER, ' ').toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
    const rows = el('ol', { className: 'hits' }, ...found.map((result) => hit(result, words)));
    rows.querySelector('a').classList.add('first');
    this.results.replaceChildren(rows);
    if (total > found.length || found.atLeast) {
      const more = () => { this.count += PAGE; this.run(); };
      this.results.append(el('p', { className: 'more' }, button('Show more', more, 'quiet')));
    }
  }

  showFilters(query, found) {
    const active = [...query.matchAll(FILTER)].map(([, key, value]) => [key.toLowerCase(), value]);
    const offered = facets(found).filter(([key]) => !active.some(([other]) => other === key));
    const toggle = ([key, value, label = value], isActive) => el('button', {
      type: 'button',
      'aria-pressed': isActive,
      onclick: () => this.set(isActive ? query.replace(`${key}:${value}`, '').replace(/\s+/g, ' ').trim() : `${query} ${key}:${value}`),
    }, `${key}: ${label.replaceAll('"', '')}`);
    this.filters.replaceChildren(...active.map((each) => toggle(each, true)), ...offered.map((each) => toggle(each, false)));
  }

  /** The values that a filter being typed may have; a click finishes it. */
  offerValues(query, values) {
    const finish = (name) => this.set(query.replace(UNFINISHED, (all, typed) => all.replace(typed, name)) + ' ');
    this.filters.replaceChildren(...values.slice(0, OFFERED).map(([name, count]) =>
      el('button', { type: 'button', onclick: () => finish(name) }, name.replace(':', ': '), el('small', {}, String(count)))));
  }

  showValuesOnly() {
    this.line.textContent = 'Choose a value, or type on';
    this.results.replaceChildren();
  }

  showNothing(query) {
    const bare = query.replace(FILTER, ' ').trim();
    const tips = [
      bare !== query && bare ? el('li', {}, button('Search without filters', () => this.set(bare), 'link')) : null,
      el('li', {}, 'Try fewer words, or one exact name from the code.'),
      el('li', {}, 'Of an error message, paste the part without your own names.'),
    ];
    this.results.replaceChildren(el('div', { className: 'empty' }, `No tutorial has “${query}”.`, el('ul', {}, ...tips)));
  }

  showStart() {
    const recent = store.get('searches', []);
    this.line.textContent = '';
    this.filters.replaceChildren();
    const forget = () => { store.set('searches', []); this.set(''); };
    this.results.replaceChildren(...recent.length ? [
      el('p', { className: 'search-line' }, 'Recent on this device ', button('Clear', forget, 'link')),
      el('ul', { className: 'hits recent' }, ...recent.map((query) => el('li', {}, button(query, () => this.set(query), 'link')))),
    ] : [el('p', { className: 'empty' }, 'Type a name from the code, a part of an error message, or a question.')]);
  }

  /** What was not looked at is not missing. */
  showFailure(text) {
    this.line.textContent = isOffline() ? 'You are offline, and this part of the index is not on your device.' : text;
    this.filters.replaceChildren();
    this.results.replaceChildren(el('p', { className: 'more' }, this.again('quiet')));
  }

  again(className) {
    return button('Try again', () => this.run(), className);
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
