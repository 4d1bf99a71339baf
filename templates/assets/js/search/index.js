// The search of a built site: `openIndex(baseUrl)`, then `search(query, {limit, filters})`.
// Knows no page and no document; every string it gives is plain text.

import { fold, terms } from "./analyse.js";
import { excerpt } from "./excerpts.js";
import { parse } from "./query.js";
import { COMPLETION, P, PART, WHOLE, isStop, rank, rarity, refine } from "./rank.js";
import { Rows, Store, documentOf, fetchJson, postings } from "./shards.js";
import { completions, corrections } from "./spelling.js";

export { P };

/** Opens the index of the site at `baseUrl`; throws if it cannot be read. */
export async function openIndex(baseUrl) {
  const folder = new URL("search/", new URL(baseUrl, globalThis.location?.href));
  const meta = await fetchJson(new URL("index.json", folder));
  const store = new Store(folder);
  return new Index(new URL("..", folder), meta, store);
}

/** Several posting lists as one, with the best posting of each page. */
function union(lists) {
  if (!lists.length) return null;
  const best = new Map();
  for (const list of lists) {
    list.pages.forEach((page, i) => {
      const value = list.impacts[i] + (list.titles[i] ? 1 : 0), old = best.get(page);
      if (!old || old.value < value) best.set(page, { value, list, i });
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

class Index {
  constructor(base, meta, store) {
    this.base = base;
    this.pages = meta.pages;
    this.documents = meta.documents;
    this.store = store;
    this.terms = new Rows(store, meta.terms);
    this.words = new Rows(store, meta.words);
  }

  /** Pages that answer the query, best first; see docs for the shape of a result. */
  async search(query, { limit = 10, filters = {} } = {}) {
    const lost = this.store.lost;
    const parsed = parse(query, filters);
    const { units, corrected } = await this.units(parsed);
    const { count: total, hits: ranked } = rank(units, await this.keep(parsed));
    const wanted = new Map(units.flatMap((unit) => unit.alternatives.flatMap((a) => a.terms.map((t) => [t, a.rarity * (a.stop ? P.stop : 1)]))));
    const best = ranked.slice(0, limit + P.depth);
    for (const hit of best) hit.sections = hit.sections.slice(0, 6);
    await Promise.all(best.map(async (hit) => { hit.document = await documentOf(this.store, this.documents, hit.page); }));
    const results = refine(best.filter((hit) => hit.document), units).slice(0, limit).map((hit) => this.result(hit, wanted));
    Object.assign(results, { total });
    if (corrected) results.corrected = corrected;
    if (this.store.lost > lost) results.partial = true;
    return results;
  }

  async units({ words, open }) {
    const corrected = {};
    const units = (await Promise.all(words.map((word, i) => this.unit(word, open && i === words.length - 1, corrected)))).filter((unit) => unit.alternatives.length);
    return { units, corrected: Object.keys(corrected).length ? { from: Object.keys(corrected).join(" "), to: Object.values(corrected).join(" ") } : null };
  }

  async lookup(term, bare) {
    const row = await this.terms.row(term);
    return row === null ? null : postings(row, bare);
  }

  alternative(found, names, kind, share, cover = 1) {
    return { list: found, rarity: rarity(found.count, this.pages), kind, share, cover, terms: names, stop: isStop(names[0]) };
  }

  async unit(word, last, corrected) {
    const [wholes, parts] = terms(word);
    const completing = last && /^[\p{L}\p{N}]{2,}$/u.test(word) ? this.completed(fold(word).toLowerCase(), new Set(wholes)) : null;
    const alternatives = await this.known(wholes, WHOLE, 1);
    if (parts.length) alternatives.push(...await this.known(parts, PART, alternatives.length ? P.part : 1));
    const more = await completing;
    if (more) alternatives.push({ ...this.alternative(more, more.names, COMPLETION, alternatives.length ? P.complete : 1), forms: more.forms });
    if (!alternatives.length) alternatives.push(...await this.meant(fold(word).toLowerCase(), corrected));
    else if (!parts.length && /^[a-z]{5,}$/.test(wholes[0]) && alternatives[0].list.count < 3) {
      const seen = {};
      const other = await this.meant(fold(word).toLowerCase(), seen);
      for (const a of other) alternatives.push({ ...a, kind: COMPLETION, share: P.meant });
    }
    const names = new Set(alternatives.flatMap((a) => a.terms));
    return { alternatives, names, forms: new Set([fold(word).toLowerCase(), ...alternatives.flatMap((a) => a.forms ?? [])]) };
  }

  /** The terms that the index has, each covering as much of the word as it is rare. */
  async known(names, kind, share) {
    const found = await Promise.all(names.map((term) => this.lookup(term)));
    const all = found.map((row) => row ? this.alternative(row, [], kind, share).rarity : Math.log(this.pages + 1));
    const total = all.reduce((sum, one) => sum + one, 0);
    return found.flatMap((row, i) => row ? [this.alternative(row, [names[i]], kind, share, all[i] / total)] : []);
  }

  /** What an unknown word may have been: shorter signs, or words a letter or two away. */
  async meant(word, corrected) {
    for (let end = word.length - 1; end > 1 && !/\w/.test(word); end--) {
      const found = await this.lookup(word.slice(0, end));
      if (found) return [this.alternative(found, [word.slice(0, end)], WHOLE, 1)];
    }
    const near = await corrections(this.words, word, P.near);
    if (near.length) corrected[word] = near[0].word;
    const names = [...new Set(near.flatMap(({ word: other }) => terms(other)[0]))];
    const found = await Promise.all(names.map((term) => this.lookup(term)));
    const united = union(found.filter(Boolean));
    return united ? [{ ...this.alternative(united, names, WHOLE, 1), forms: near.map((n) => n.word) }] : [];
  }

  /** All completions of a word as one list, as rare as the commonest of them. */
  async completed(word, own) {
    const near = await completions(this.words, word, P.completions, 3);
    const names = [...new Set(near.flatMap(({ word: other }) => terms(other)[0]))].filter((t) => !own.has(t));
    if (word.length < 5) names.push(word + "*");
    const found = (await Promise.all(names.map((t) => this.lookup(t)))).filter(Boolean);
    const united = union(found);
    return united && { ...united, names, forms: near.map((n) => n.word) };
  }

  /** Tells of a page whether filters and exclusions let it through. */
  async keep({ filters, excluded }) {
    const sets = [];
    for (const [keep, term] of filters) sets.push([keep, new Set((await this.lookup(term, true))?.pages)]);
    for (const text of excluded) {
      for (const term of terms(fold(text))[0]) sets.push([false, new Set((await this.lookup(term))?.pages)]);
    }
    return (page) => sets.every(([keep, pages]) => pages.has(page) === keep);
  }

  result({ sections, score, document }, wanted) {
    const { path, sections: stored, ...facts } = document;
    return {
      ...facts, score,
      url: new URL(path, this.base).pathname,
      sections: sections.slice(0, 3).filter(({ number }) => stored[number]).map(({ number }) => ({
        anchor: stored[number][0], heading: stored[number][1], excerpt: excerpt(stored[number], wanted),
      })),
    };
  }
}
