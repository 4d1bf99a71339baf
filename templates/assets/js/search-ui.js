// The search box and its results, in a dialog or on the search page: one box at a time. The index and
// all ranking are behind `openIndex`; here its answer becomes text nodes.

import { base, el, store } from './main.js';
import { facets, hit } from './search-results.js';

const PAGE = 10;
const OFFERED = 12; // values of a filter
const KEYS = 'tag|level|author|source|year|lang';
const FILTER = new RegExp(`(?:^|\\s)(-?(?:${KEYS})):("[^"]*"|\\S+)`, 'gi');
const UNFINISHED = new RegExp(`(?:^|\\s)-?((?:${KEYS}):(?:"[^"]*|[^"\\s]*))$`, 'i'); // a filter being typed

let input, line, filters, results, scroller; // nodes of the box
let onQuery, onLeave; // what a page, and a dialog, do besides
let count, asked = 0, shown; // results wanted; searches begun; the query that the results answer
let timer, waiting;
let opened;

const button = (text, onclick, className = '') => el('button', { type: 'button', className, onclick }, text);
const again = (className) => button('Try again', () => set(input.value), className);
const links = () => [...results.querySelectorAll('a, .recent button')];
const remember = (search) => history.replaceState({ ...history.state, search }, '');
const isOffline = () => !navigator.onLine;

function index() {
  opened ??= import('./search/index.js').then(({ openIndex }) => openIndex(base.href));
  opened.catch(() => { opened = undefined; });
  return opened;
}

/** Opens the dialog, with what was typed before it came; Escape, its button and a click outside close it. */
export function openDialog(typed) {
  if (input?.isConnected) {
    input.focus();
    return;
  }
  for (const other of document.querySelectorAll('dialog[open]')) other.close();
  const place = history.state?.search; // of a reader who went to a result and comes back
  const dialog = el('dialog', { className: 'search', 'aria-label': 'Search' });
  let hasLeft = false;
  onLeave = () => {
    hasLeft = true;
    dialog.close();
  };
  scroller = fill(dialog, button('Close', () => dialog.close()));
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('keydown', (event) => { // or a first Escape would only empty the box
    if (event.key === 'Escape' && !event.isComposing) dialog.close();
  });
  dialog.addEventListener('close', () => {
    if (!hasLeft) remember();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  start(typed || place?.query || '', place);
}

/** Fills the search page; its address carries the query. */
export function mountPage(host) {
  const { title } = document;
  onQuery = (text) => {
    history.replaceState(history.state, '', text ? `?${new URLSearchParams({ q: text })}` : location.pathname);
    document.title = text ? `${text}: ${title}` : title;
  };
  fill(host);
  scroller = document.scrollingElement;
  history.scrollRestoration = 'manual'; // the browser would do it before there are results
  start(new URLSearchParams(location.search).get('q') ?? '', history.state?.search);
}

/** Puts the box into a dialog or page; gives the part that scrolls in a dialog. */
function fill(host, close) {
  input = el('input', { type: 'search', name: 'q', autocomplete: 'off', spellcheck: false, enterKeyHint: 'search', placeholder: 'Search text and code', 'aria-label': 'Search' });
  line = el('p', { className: 'search-line', role: 'status' });
  filters = el('div', { className: 'search-filters', role: 'group', 'aria-label': 'Narrow down' });
  results = el('div', { className: 'search-results' });
  const body = el('div', { className: 'search-body' }, line, filters, results);
  const icon = document.querySelector('.find .icon')?.cloneNode(true);
  host.append(el('form', { className: 'search-box', role: 'search' }, icon, input, close), body);
  input.addEventListener('input', () => {
    clearTimeout(timer);
    count = PAGE;
    timer = setTimeout(run, 70);
  });
  host.addEventListener('submit', async (event) => {
    event.preventDefault();
    const query = input.value.trim();
    if (query !== shown) await run();
    if (query === shown && input.isConnected) results.querySelector('a')?.click();
  });
  host.addEventListener('keydown', move);
  results.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) leave(link);
  });
  return body;
}

async function start(query, before) {
  const place = before?.query === query ? before : undefined;
  count = place?.count ?? PAGE;
  input.focus();
  input.value = query;
  index();
  await run();
  if (!place) return;
  links()[place.at]?.focus({ preventScroll: true });
  scroller.scrollTo({ top: place.top, behavior: 'instant' });
}

/** What a reader went for is kept, and where they stood, for the way back. */
function leave(link) {
  store.set('searches', [...new Set([shown, ...store.get('searches', [])])].slice(0, 8));
  // A link to this very page loads it anew in its place: there the box shall stay closed.
  if (link.href !== location.href) remember({ query: shown, count, at: links().indexOf(link), top: scroller.scrollTop });
  onLeave?.();
}

/** Asks for another query; the focus goes to the filter called `label`, or to the box. */
async function set(query, label) {
  input.value = query;
  count = PAGE;
  await run();
  ([...filters.children].find((each) => each.textContent === label) ?? input).focus();
}

async function run() {
  clearTimeout(timer);
  clearTimeout(waiting);
  const query = input.value.trim();
  const number = ++asked;
  onQuery?.(query);
  let show = showStart;
  if (query) {
    waiting = setTimeout(() => {
      line.textContent = 'Searching…';
      results.ariaBusy = true;
    }, 300);
    try {
      const ready = await index();
      const [, typed] = query.match(UNFINISHED) ?? [];
      const values = typed ? await ready.filtersFrom(typed.replace('"', '')) : [];
      const found = await ready.search(values.length || query.endsWith(':') ? query.replace(UNFINISHED, '') : query, { limit: count });
      show = () => showFound(query, found, values);
    } catch (error) {
      console.warn(error);
      show = showFailure;
    }
  }
  if (number !== asked) return;
  clearTimeout(waiting);
  results.ariaBusy = false;
  shown = query;
  show();
}

function showFound(query, found, values) {
  const { total, corrected, partial } = found;
  if (partial && !found.length) return showFailure();
  line.replaceChildren(total ? `${total}${found.atLeast ? ' or more' : ''} ${total === 1 ? 'tutorial' : 'tutorials'}` : values.length ? 'Choose a value, or type on' : 'Nothing found',
    ...corrected ? ['. Showing results for ', el('strong', {}, corrected.to), ' instead of ', corrected.from, '.'] : [],
    ...partial ? [isOffline() ? '. You are offline, so' : '. A part of the index could not be loaded, so', ' some results may be missing. ', again('link')] : []);
  if (values.length) offerValues(query, values);
  else showFilters(query, found);
  if (total) {
    results.replaceChildren(el('ol', { className: 'hits' }, ...found.map((result) => hit(result, found.words))));
    results.querySelector('a').classList.add('first');
  } else if (values.length) results.replaceChildren();
  else showNothing(query, found.atLeast);
  if (total > found.length || found.atLeast) {
    const more = async () => {
      count += PAGE;
      await run();
      results.firstChild.children[found.length]?.querySelector('a')?.focus();
    };
    results.append(el('p', { className: 'more' }, button('Show more', more, 'quiet')));
  }
}

function showFilters(query, found) {
  const active = [...query.matchAll(FILTER)];
  const offered = facets(found).filter(([key]) => !active.some(([, other]) => other.toLowerCase() === key));
  const toggle = (key, value, next, isActive) => {
    const label = `${key}: ${value.replaceAll('"', '')}`;
    const node = button(label, () => set(next.trim(), label));
    node.ariaPressed = isActive;
    return node;
  };
  filters.replaceChildren(
    ...active.map(([all, key, value]) => toggle(key.toLowerCase(), value, query.replace(all, ''), true)),
    ...offered.map(([key, value, label]) => toggle(key, label, `${query} ${key}:${value}`, false)));
}

/** The values that a filter being typed may have; a click finishes it. */
function offerValues(query, values) {
  const finish = (name) => set(query.replace(UNFINISHED, (all, typed) => all.replace(typed, name)) + ' ');
  filters.replaceChildren(...values.slice(0, OFFERED).map(([name, pages]) => {
    const node = button(name.replace(':', ': '), () => finish(name));
    node.append(el('small', {}, String(pages)));
    return node;
  }));
}

function showNothing(query, isOpen) {
  const bare = query.replace(FILTER, ' ').replaceAll('"', '').trim();
  const tips = [
    bare !== query && bare ? el('li', {}, button('Search for the words alone', () => set(bare), 'link')) : null,
    el('li', {}, 'Try fewer words, or one exact name from the code.'),
    el('li', {}, 'Of an error message, paste the part without your own names.'),
  ];
  results.replaceChildren(el('div', { className: 'empty' }, `${isOpen ? 'Of the likeliest, no' : 'No'} tutorial has `, el('strong', {}, query), '.', el('ul', {}, ...tips)));
}

function showStart() {
  const recent = store.get('searches', []);
  line.textContent = '';
  filters.replaceChildren(...KEYS.split('|').map((key) => button(`${key}:`, () => set(`${key}:`))));
  const forget = () => { store.set('searches', []); set(''); };
  results.replaceChildren(...recent.length ? [
    el('p', { className: 'search-line' }, 'Recent on this device ', button('Clear', forget, 'link')),
    el('ul', { className: 'hits recent' }, ...recent.map((query) => el('li', {}, button(query, () => set(query), 'link')))),
  ] : [el('p', { className: 'empty' }, 'Type a name from the code, a part of an error message, or a question.')]);
}

/** What was not looked at is not missing. */
function showFailure() {
  shown = undefined;
  line.textContent = isOffline() ? 'You are offline, and this part of the index is not here.' : 'This part of the index could not be loaded.';
  filters.replaceChildren();
  results.replaceChildren(el('p', { className: 'more' }, again('quiet')));
}

function move(event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const all = links();
  const at = all.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 };
  if (at >= 0) Object.assign(steps, { Home: 0, End: all.length - 1 });
  if (!(key in steps)) {
    if (key === 'Backspace' || key.length === 1 && key !== ' ') input.focus();
    return;
  }
  if (at < 0 && key === 'ArrowUp') return;
  event.preventDefault();
  (all[Math.min(steps[key], all.length - 1)] ?? input).focus();
}
