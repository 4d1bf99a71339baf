// What every page does: the reader's settings, shortcuts, contents list, reading marks. Whatever
// waits for a click is a module of its own, loaded at that click. Other modules import from here.

const root = document.documentElement;
export const base = new URL(root.dataset.base, location.href);
export const here = decodeURI(location.pathname).slice(decodeURI(base.pathname).length);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Makes an element: strings become text nodes, never HTML. */
export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key.includes('-') || key === 'role') node.setAttribute(key, value);
    else node[key] = value;
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** What this device remembers about this archive; every value is JSON under one prefix. */
export const store = {
  prefix: `ta:${base.pathname}:`,
  get(name, fallback) {
    try { return JSON.parse(localStorage.getItem(this.prefix + name)) ?? fallback; } catch { return fallback; }
  },
  set(name, value) {
    try { localStorage.setItem(this.prefix + name, JSON.stringify(value)); } catch { /* storage is off or full */ }
  },
  forget() {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(this.prefix)) localStorage.removeItem(key);
    } catch { /* nothing was kept */ }
  },
};

// Settings

function applySetting(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
}

for (const input of all('#display input')) {
  const { name, type } = input;
  const isSwitch = type === 'checkbox';
  input.checked = isSwitch ? store.get(name, true) : store.get(name, '') === input.value;
  input.addEventListener('change', () => {
    store.set(name, isSwitch ? input.checked : input.value);
    if (!isSwitch) applySetting(name, input.value);
  });
}

addEventListener('storage', ({ key }) => {
  for (const name of ['theme', 'size']) if (key === store.prefix + name) applySetting(name, store.get(name, ''));
});

// Search, panels, shortcuts

let early; // what is typed while the search box is on its way
const openSearch = async () => {
  early = '';
  try { (await import('./search-ui.js')).openDialog(early); } finally { early = undefined; }
};
const openPanel = async (name) => (await import('./panels.js'))[name]();
const isTyping = (target) => target.closest?.('input, textarea, select, [contenteditable]');

addEventListener('keydown', (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (early !== undefined && !modified && event.key.length === 1) {
    early += event.key;
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || event.altKey || !store.get('shortcuts', true)) return;
  const isSearch = modified ? event.key.toLowerCase() === 'k' && !event.shiftKey : event.key === '/';
  if (!modified && isTyping(event.target)) return;
  if (isSearch) openSearch();
  else if (event.key === '?' && !modified) openPanel('shortcuts');
  else return;
  event.preventDefault();
});

document.addEventListener('click', async (event) => {
  const target = event.target.closest('[data-search], [data-open], [data-save], [data-zip], .code-tools button, .embed button, img.zooms, a.zooms');
  if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (target.matches('[data-search]')) {
    event.preventDefault();
    openSearch();
  } else if (target.dataset.open) {
    openPanel(target.dataset.open);
  } else if (target.matches('[data-save]')) {
    toggleSaved(target);
  } else if (target.matches('[data-zip]')) {
    (await import('./zip.js')).downloadAll(article);
  } else if (target.closest('.code-tools')) {
    (await import('./code.js')).act(target);
  } else if (target.matches('.zooms')) {
    event.preventDefault();
    (await import('./zoom.js')).zoom(target);
  } else if (event.isTrusted) { // another site is asked by the reader alone, never by a script
    (await import('./embed.js')).load(target.closest('.embed'));
  }
});

// A module that is wanted for the first time without a connection: every browser says "import".
addEventListener('unhandledrejection', ({ reason }) => {
  if (!/import/i.test(reason?.message) || document.querySelector('.unloaded')) return;
  const bar = el('div', { className: 'resume unloaded', role: 'status' },
    el('span', {}, 'That did not load: offline?'),
    el('button', { type: 'button', 'aria-label': 'Close', onclick: () => bar.remove() }, '✕'));
  document.body.append(bar);
});

// What was read and saved

function toggleSaved(button, change = true) {
  const saved = store.get('saved', {});
  if (change) {
    if (here in saved) delete saved[here];
    else saved[here] = document.querySelector('h1').textContent;
    store.set('saved', saved);
  }
  button.setAttribute('aria-pressed', here in saved);
  button.lastChild.textContent = here in saved ? 'Saved for later' : 'Save for later';
}

all('[data-save]').forEach((button) => toggleSaved(button, false));
const read = store.get('read', {});
for (const card of all('.card')) card.toggleAttribute('data-read', Object.hasOwn(read, card.dataset.path));

// The article: contents list, place, tabs, code, images

const article = document.querySelector('[data-body]');
if (article) {
  followContents(article);
  rememberPlace(article);
  all('.tabs', article).forEach(makeTabs);
  enliven(article);
  all('.embed', article).forEach(offerFrame);
  const followLink = async () => {
    if (/^#code-\d/.test(location.hash) || article.querySelector('.linked')) (await import('./lines.js')).arrive(article);
  };
  addEventListener('hashchange', followLink);
  followLink();
}

/** Puts tools on code and images; `serve` asks it for those that are new. */
export function enliven(article, isNew = () => true) {
  all('.code', article).filter(isNew).forEach(addTools);
  all('img', article).filter(isNew).forEach(prepareImage);
}

function followContents(article) {
  const headings = all(':is(h1, h2, h3, h4, h5, h6)[id]', article);
  const links = all('.toc a[href^="#"]');
  const list = document.querySelector('.side .toc');
  const bar = document.querySelector('details.toc');
  bar?.addEventListener('click', ({ target }) => { if (target.closest('a')) bar.open = false; });
  let current;
  onScroll(() => {
    const passed = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
    if (passed === current) return;
    current = passed;
    for (const link of links) {
      const isHere = link.hash.slice(1) === encodeURI(passed?.id ?? '');
      if (isHere) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      if (isHere && list?.contains(link)) list.scrollTop = link.offsetTop - list.clientHeight / 2;
    }
    if (bar) bar.querySelector('.toc-now').textContent = bar.querySelector('[aria-current]')?.textContent ?? '';
  });
}

function onScroll(action) {
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; action(); });
  }, { passive: true });
  action();
}

function rememberPlace(article) {
  const place = store.get('places', {})[here];
  const headings = all(':is(h2, h3, h4)[id]', article);
  let heading = null;
  let isRead = false;
  onScroll(() => {
    const { top, bottom } = article.getBoundingClientRect();
    heading = top > -innerHeight ? null : headings.findLast((each) => each.getBoundingClientRect().top < innerHeight / 2);
    isRead ||= bottom < innerHeight && scrollY > 0;
  });
  addEventListener('pagehide', () => {
    const now = store.get('places', {});
    if (heading) now[here] = { anchor: heading.id, heading: heading.textContent, title: document.querySelector('h1').textContent };
    if (isRead) {
      delete now[here];
      store.set('read', { ...store.get('read', {}), [here]: document.querySelector('h1').textContent });
    }
    store.set('places', now);
  });
  if (place && !location.hash && !location.search && scrollY < innerHeight) import('./resume.js').then(({ offer }) => offer(place));
}

function makeTabs(tabs, group) {
  const panels = all(':scope > .tab', tabs);
  const select = (index, chosen) => {
    panels.forEach((panel, i) => { panel.hidden = i !== index; });
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', i === index);
      button.tabIndex = i === index ? 0 : -1;
    });
    if (chosen) store.set('tab', panels[index].dataset.title);
  };
  const buttons = panels.map((panel, index) => {
    panel.id ||= `tab-${group}-${index}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-label', panel.dataset.title);
    return el('button', { type: 'button', role: 'tab', 'aria-controls': panel.id, onclick: () => select(index, true) }, panel.dataset.title);
  });
  const list = el('div', { className: 'tab-list', role: 'tablist' }, ...buttons);
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key] * (root.dir === 'rtl' ? -1 : 1);
    if (!step) return;
    const index = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    select(index, true);
    buttons[index].focus();
  });
  tabs.prepend(list);
  select(Math.max(0, panels.findIndex((panel) => panel.dataset.title === store.get('tab'))));
}

function addTools(block) {
  const pre = block.querySelector('pre');
  const tool = (action, label, title) => el('button', { type: 'button', title, 'data-action': action }, label);
  const tools = el('div', { className: 'code-tools' });
  if (pre.scrollWidth > pre.clientWidth) tools.append(tool('wrap', 'Wrap', 'Wrap long lines'));
  else pre.removeAttribute('tabindex');
  if (block.dataset.title) tools.append(tool('download', 'Download', `Download ${block.dataset.title}`));
  tools.append(tool('link', 'Link', 'Link to this code, or to the lines that are selected'));
  tools.append(tool('copy', 'Copy', 'Copy without prompts and output'));
  (block.querySelector('.code-head') ?? block).append(tools);
}

function offerFrame(box) {
  const { host } = new URL(box.dataset.src);
  box.append(el('button', { type: 'button' }, `Load from ${host.replace('www.', '')}`));
}

function prepareImage(image) {
  const link = image.closest('a');
  if (link) {
    // Many posts link a picture to its own larger file.
    const isPicture = /\.(?:avif|gif|jpe?g|png|svg|webp)$/i.test(link.pathname);
    if (isPicture && !link.textContent.trim()) link.classList.add('zooms');
    return;
  }
  const judge = () => {
    if (image.naturalWidth <= image.clientWidth * 1.1) return;
    image.classList.add('zooms');
    image.tabIndex = 0;
    image.setAttribute('role', 'button');
    image.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      image.click();
    });
  };
  if (image.complete) judge();
  else image.addEventListener('load', judge, { once: true });
}

// Pages that hold a search

if (new URLSearchParams(location.search).has('highlight')) import('./hits.js');
const searchPage = document.querySelector('[data-search-page]');
const reopen = () => { if (history.state?.search) openSearch(); };
if (searchPage) import('./search-ui.js').then(({ mountPage }) => mountPage(searchPage));
else for (const type of ['pageshow', 'popstate']) addEventListener(type, reopen);
