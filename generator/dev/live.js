// Served by `serve` beside each page, never part of a built site. Listens for builds: shows what
// keeps the site from being built, and brings the page up to date without losing the reader's place.

const script = document.querySelector('script[data-build]');
const KEPT = `live:${location.pathname}`;
let shown = script.dataset.build;
let baseline = fetchPage();

const events = new EventSource(new URL('events', script.src));
events.addEventListener('message', async ({ data }) => {
  const state = JSON.parse(data);
  showFaults(state);
  if (state.build === shown) return;
  shown = state.build;
  baseline = update(await baseline);
});

async function fetchPage() {
  try {
    const response = await fetch(location.href, { cache: 'no-store' });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    page.querySelector('script[data-build]')?.remove();
    return page;
  } catch {
    return null;
  }
}

/** Replaces in place what differs if that is prose or style alone; else loads the page anew. */
async function update(old) {
  const fresh = await fetchPage();
  if (!fresh) return old;
  if (!old || !(await isUpdatedInPlace(old, fresh))) {
    keepPlace();
    location.reload();
  }
  return fresh;
}

async function isUpdatedInPlace(old, fresh) {
  const [before, after] = [old, fresh].map((page) => page.querySelector('article[data-body]'));
  if (!outside(old).isEqualNode(outside(fresh))) return false;
  if (before && !isBodyReplaced(before, after, await theme())) return false;
  replaceDescription(fresh);
  return isStyleReplaced(old, fresh);
}

// What the page says about itself to others; readers see nothing of it.
const DESCRIPTION = 'head :is(meta[name], meta[property], script[type="application/ld+json"])';

function replaceDescription(fresh) {
  document.querySelectorAll(DESCRIPTION).forEach((each) => each.remove());
  for (const each of fresh.querySelectorAll(DESCRIPTION)) document.head.append(document.importNode(each, true));
}

/** A copy of the page without what can be replaced in place. */
function outside(page) {
  const copy = page.documentElement.cloneNode(true);
  copy.querySelector('article[data-body]')?.replaceChildren();
  for (const each of copy.querySelectorAll(`link[rel="stylesheet"], ${DESCRIPTION}`)) each.remove();
  copy.querySelector('head').normalize();
  return copy;
}

/** The script of the page, where it is one that puts tools on new code and images. */
async function theme() {
  const src = document.querySelector('head script[type="module"][src$="/main.js"]')?.src;
  try {
    const { enliven } = src ? await import(src) : {};
    return enliven;
  } catch {
    return undefined;
  }
}

/** Replaces the blocks between the first and the last that differ. Scripts of the theme attach to
    tabs, players and headings when a page loads, so a change of those is not for here. */
function isBodyReplaced(before, after, enliven) {
  const live = document.querySelector('article[data-body]');
  const [was, is] = [[...before.children], [...after.children]];
  if (live?.children.length !== was.length) return false;
  let start = 0;
  while (start < Math.min(was.length, is.length) && was[start].isEqualNode(is[start])) start += 1;
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end).isEqualNode(is.at(-1 - end))) end += 1;
  const gone = [...live.children].slice(start, was.length - end);
  const come = is.slice(start, is.length - end);
  const attached = enliven ? LOADED : `${LOADED}, pre, img, .code`;
  if ([...was.slice(start, was.length - end), ...come].some((block) => has(block, attached))) return false;
  const next = live.children[was.length - end] ?? null;
  const place = keptPlace();
  gone.forEach((block) => block.remove());
  const added = come.map((block) => live.insertBefore(document.importNode(block, true), next));
  enliven?.(live, (each) => added.some((block) => block.contains(each)));
  restore(place);
  return true;
}

const LOADED = '.tabs, .embed, :is(h1, h2, h3, h4, h5, h6)[id]';

const has = (block, selector) => block.matches(selector) || block.querySelector(selector) !== null;

/** Loads the new style sheet before the old one goes, so the page never stands bare. */
async function isStyleReplaced(old, fresh) {
  const [was, is] = [old, fresh].map((page) => page.querySelectorAll('link[rel="stylesheet"]'));
  if (was.length !== is.length) return false;
  const live = document.querySelectorAll('head link[rel="stylesheet"]');
  for (const [index, sheet] of [...is].entries()) {
    if (sheet.getAttribute('href') === was[index].getAttribute('href')) continue;
    const link = document.importNode(sheet);
    const isLoaded = new Promise((resolve) => { link.onload = () => resolve(true); link.onerror = () => resolve(false); });
    live[index].after(link);
    if (!(await isLoaded)) return false;
    live[index].remove();
  }
  return true;
}

// The reader's place: the block at the top of the window, what is unfolded, what has the focus.
// Entries of the contents stay where they are while the page moves under them.

const blocks = () => [...document.querySelectorAll('article[data-body] > *, main h1, main li:not(.toc li)')];
const all = (selector) => [...document.querySelectorAll(selector)];

function keptPlace() {
  const visible = blocks().find((block) => block.getBoundingClientRect().bottom > 0);
  const focused = document.activeElement;
  const kind = focused?.localName;
  return {
    top: scrollY,
    text: visible?.textContent,
    index: blocks().indexOf(visible),
    offset: visible?.getBoundingClientRect().top ?? 0,
    open: all('details').map((each) => each.open),
    focus: focused && focused !== document.body && kind ? [kind, all(kind).indexOf(focused)] : null,
  };
}

function restore({ top, text, index, offset, open, focus }) {
  all('details').forEach((each, i) => { if (i in open) each.open = open[i]; });
  if (focus && !document.activeElement?.matches(focus[0])) all(focus[0])[focus[1]]?.focus({ preventScroll: true });
  const same = blocks().filter((block) => block.textContent === text);
  const block = same.includes(blocks()[index]) ? blocks()[index] : (same[0] ?? blocks()[index]);
  const goal = top > 0 && block ? scrollY + block.getBoundingClientRect().top - offset : top;
  scrollTo({ top: goal, behavior: 'instant' });
}

function keepPlace() {
  try { sessionStorage.setItem(KEPT, JSON.stringify(keptPlace())); } catch { /* storage is off */ }
}

function restoreKept() {
  try {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (!kept) return;
    history.scrollRestoration = 'manual';
    const place = JSON.parse(kept);
    restore(place);
    // images and fonts that came from the browser's cache move things once more
    addEventListener('load', () => requestAnimationFrame(() => {
      restore(place);
      history.scrollRestoration = 'auto';
    }), { once: true });
  } catch { /* storage is off */ }
}

restoreKept();

// The panel. In a shadow tree of its own, so that neither the theme's style nor its scripts meet it.

const STYLE = `
  :host { all: initial; }
  section { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
    box-sizing: border-box; padding: 1rem 1.25rem; font: 15px/1.5 system-ui, sans-serif;
    color: #fff; background: #2a1215; border-top: 4px solid #ff6b6b; }
  header { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
  h2 { font-size: 1rem; margin: 0; }
  ol { margin: .75rem 0 0; padding: 0; list-style: none; display: grid; gap: .75rem; }
  code, pre { font: 13px/1.5 ui-monospace, monospace; }
  pre { margin: .25rem 0 0; padding: .5rem .75rem; background: #000; overflow-x: auto; }
  .place { color: #ffb3b3; }
  .hint { color: #ddd; margin: .25rem 0 0; }
  button { font: inherit; color: inherit; background: none; border: 1px solid #fff8; border-radius: 4px; padding: .1rem .6rem; cursor: pointer; }
  button:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
`;
let panel = null;

function showFaults({ faults, more }) {
  panel?.remove();
  panel = null;
  if (!faults.length) return;
  panel = document.createElement('live-panel');
  const tree = panel.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  tree.adoptedStyleSheets = [sheet];
  const close = make('button', { type: 'button', onclick: () => panel.remove() }, 'Hide');
  const rest = more ? [make('p', {}, `and ${more} more: see the terminal`)] : [];
  tree.append(make('section', { role: 'alert', ariaLabel: 'Problems of the site' },
    make('header', {}, make('h2', {}, 'Not built: the site stays as it was until this is mended'), close),
    make('ol', {}, ...faults.map(faultItem)), ...rest));
  document.documentElement.append(panel);
}

function faultItem({ path, line, column, code, message, hint, source }) {
  const place = [path, line || '', line && column ? column : ''].filter(Boolean).join(':');
  const parts = [make('div', {}, make('code', { className: 'place' }, place), ' ', message, ' ', make('code', {}, code))];
  if (source) parts.push(make('pre', {}, `${line} | ${source}${column ? `\n${caret(line, source, column)}` : ''}`));
  if (hint) parts.push(make('p', { className: 'hint' }, hint));
  return make('li', {}, ...parts);
}

/** Tabs stay tabs, so the mark stands below its character however wide they are. */
function caret(line, source, column) {
  const before = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${' '.repeat(String(line).length)} | ${before}^`;
}

function make(name, props, ...children) {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children);
  return node;
}
