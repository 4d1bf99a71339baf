// Files of the index: fetched once, kept while there is room, looked into by sorted key.
// A file that is missing or cut short counts as empty and marks the index as partial.

const KEPT = 250; // files
const NAME = 10;
const HALF = 45;
const SPAN = 4096;

const nameAt = (names, place) => names.slice(place * NAME, place * NAME + NAME);

/** The only place that fetches. */
async function fetchText(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.text();
}

/** The value of a file: JSON, alone or in a call, `shard(…)`, which a site without a server makes. */
export async function read(url, options) {
  if (globalThis.readShard) return globalThis.readShard(url);
  const text = await fetchText(url, options);
  return JSON.parse(text[0] === "s" ? text.slice(6, -1) : text);
}

/** Loads files by name; `lost` counts those that could not be read. */
export class Store {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
    this.lost = 0;
  }

  /** The value of a file, or null. The files asked for last are kept. */
  get(name) {
    const file = this.files.get(name) ?? this.load(name);
    this.files.delete(name);
    this.files.set(name, file);
    if (this.files.size > KEPT) this.files.delete(this.files.keys().next().value);
    return file;
  }

  async load(name) {
    try {
      return await read(new URL(`${name.slice(0, 2)}/${name.slice(2)}.js`, this.folder));
    } catch {
      this.files.delete(name);
      this.lost += 1;
      return null;
    }
  }

  /** The source of a page, undefined when it cannot be read. */
  page(url) {
    return fetchText(url).catch(() => { this.lost += 1; });
  }
}

/** Index of the last of the sorted keys that is not after `key`; -1 if there is none. */
function floor(keys, key) {
  let low = 0, high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (after(keyOf(keys[middle]), key)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

const keyOf = (row) => { const end = row.indexOf(" "); return end < 0 ? row : row.slice(0, end); };

/** Order by code points, as the generator sorts: surrogates stand for what is above the rest. */
const rise = (key) => key.replace(/[\ud800-\uffff]/g, (c) => String.fromCharCode(c < "\ue000" ? c.charCodeAt(0) + 0x2000 : c.charCodeAt(0) - 0x800));
const after = (a, b) => (/[\ud800-\uffff]/.test(a + b) ? rise(a) > rise(b) : a > b);

/** Sorted rows in files, below one table of the files' first keys or, `deep`, a tree of tables. */
export class Rows {
  constructor(store, table) {
    Object.assign(this, { store, table });
  }

  /** Names of the files that may hold keys from `low` to `high`. */
  async names(low, high, { first, names, deep } = this.table) {
    const own = [];
    for (let place = Math.max(0, floor(first, low)), last = floor(first, high); place <= last; place++) {
      own.push(nameAt(names, place));
    }
    if (!deep) return own;
    const tables = await Promise.all(own.map((name) => this.store.get(name)));
    return (await Promise.all(tables.map((table) => table ? this.names(low, high, table) : []))).flat();
  }

  /** The row of a key without the key, or null. */
  async row(key) {
    const [name] = await this.names(key, key);
    const rows = name && await this.store.get(name);
    const row = rows?.[floor(rows, key)];
    return row && keyOf(row) === key ? row.slice(key.length + 1) : null;
  }

  /** All rows of keys that start with a prefix, from at most `limit` files. */
  async starting(prefix, limit = Infinity) {
    const names = (await this.names(prefix, prefix + "\uffff")).slice(0, limit);
    const files = await Promise.all(names.map((name) => this.store.get(name)));
    return files.flatMap((rows) => rows ?? []).filter((row) => row.startsWith(prefix));
  }
}

const value = (text, at) => { const code = text.charCodeAt(at); return code > 92 ? code - 36 : code - 35; };

/**
 * Postings of a row, as lists side by side: the page, its impact and title share, and where its
 * sections end in `sections`, which has two numbers each, place and impact. `count` is the true
 * number of pages with the term. `bare` rows have pages only: those of filters and of common terms.
 */
export function postings(row, bare = false) {
  const [text, count] = row.split(" ");
  const pages = [], impacts = [], titles = [], ends = [], sections = [];
  let page = -1, span = 0;
  for (let at = 0; at < text.length;) {
    for (; text[at] === "!"; at++) page = ++span * SPAN - 1; // lists of many pages start anew there
    let gap = 0, unit = 1, low;
    while ((low = value(text, at++)) >= HALF) { gap += (low - HALF) * unit; unit *= HALF; }
    pages.push(page += gap + low * unit + 1);
    if (bare) continue;
    impacts.push(value(text, at++) / 31);
    const head = value(text, at++);
    titles.push(head >> 2);
    for (let left = 2 * (head & 3); left; left--) sections.push(value(text, at++));
    ends.push(sections.length);
  }
  return { count: Number(count) || pages.length, pages, impacts, titles, ends, sections };
}

/** Several posting lists as one, with the best posting of each page; null for none. */
export function union(lists) {
  if (lists.length < 2) return lists[0] ?? null;
  const best = new Map();
  for (const list of lists) {
    list.pages.forEach((page, i) => {
      const value = list.impacts[i] + (list.titles[i] ? 1 : 0);
      if (!(best.get(page)?.value >= value)) best.set(page, { value, list, i });
    });
  }
  const all = { count: Math.max(...lists.map(({ count }) => count)), pages: [], impacts: [], titles: [], ends: [], sections: [] };
  for (const [page, { list, i }] of best) {
    all.pages.push(page);
    all.impacts.push(list.impacts[i]);
    all.titles.push(list.titles[i]);
    all.sections.push(...list.sections.slice(i ? list.ends[i - 1] : 0, list.ends[i]));
    all.ends.push(all.sections.length);
  }
  return all;
}

const FANOUT = 64; // names in a file of names

/** The stored text of a page by its number, or null. `names` are of pages or of files of names. */
export async function documentOf(store, names, pages, page) {
  let each = 1; // pages below one of the names
  while (names.length / NAME * each < pages) each *= FANOUT;
  for (; each > 1 && names; each /= FANOUT) {
    names = await store.get(nameAt(names, Math.floor(page / each)));
    page %= each;
  }
  return names && store.get(nameAt(names, page));
}
