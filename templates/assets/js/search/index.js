// The search of a built site: `openIndex(baseUrl)`, then `search(query, {limit, filters})`.
// Knows no page and no document; every string it gives is plain text.

import { fold, terms } from "./analyse.js";
import { excerpt } from "./excerpts.js";
import { parse } from "./query.js";
import { P, isStop, rank, rarity } from "./rank.js";
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
    let ranked = units.length ? rank(units) : [];
    ranked = await this.filtered(ranked, parsed);
    const total = ranked.length;
    const wanted = new Map(units.flatMap((unit) => unit.alternatives.flatMap((a) => a.terms.map((t) => [t, a.rarity * (a.stop ? P.stop : 1)]))));
    const results = (await Promise.all(ranked.slice(0, limit).map((hit) => this.result(hit, wanted)))).filter(Boolean);
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

  async lookup(term) {
    const row = await this.terms.row(term);
    return row === null ? null : postings(row);
  }

  async alternative(found, cover, share, names) {
    return { list: found.list, rarity: rarity(found.count, this.pages), cover, share, terms: names, stop: isStop(names[0]) };
  }

  async unit(word, last, corrected) {
    const [wholes, parts] = terms(word);
    const alternatives = [];
    const known = await Promise.all(wholes.map((t) => this.lookup(t)));
    const some = known.some(Boolean);
    const completing = last && word.length > 1 ? this.completed(word, some) : null;
    for (let i = 0; i < wholes.length; i++) if (known[i]) alternatives.push(await this.alternative(known[i], 1 / wholes.length, 1 , [wholes[i]]));
    if (parts.length) {
      const found = await Promise.all(parts.map((t) => this.lookup(t)));
      const share = some ? P.part : 1;
      for (let i = 0; i < parts.length; i++) if (found[i]) alternatives.push(await this.alternative(found[i], share / parts.length, share, [parts[i]]));
    }
    const more = completing && await completing;
    if (more) alternatives.push(more);
    if (!alternatives.length && !parts.length) {
      const plain = fold(word).toLowerCase();
      const near = await corrections(this.words, plain, 2);
      for (const { word: other } of near) {
        for (const term of terms(other)[0]) {
          const found = await this.lookup(term);
          if (found) { alternatives.push(await this.alternative(found, 1, 1, [term])); corrected[word] ??= other; }
        }
      }
    }
    return { alternatives };
  }

  /** All completions of a word as one alternative, as rare as the commonest of them. */
  async completed(word, known) {
    const own = new Set(terms(word)[0]);
    const found = await completions(this.words, word.toLowerCase(), 8, 3);
    const names = [...new Set(found.flatMap(({ word: other }) => terms(other)[0]))].filter((t) => !own.has(t));
    const lists = (await Promise.all(names.map((t) => this.lookup(t)))).filter(Boolean);
    if (!lists.length) return null;
    const best = new Map();
    for (const { list } of lists) for (const posting of list) {
      const old = best.get(posting.page);
      if (!old || old.impact < posting.impact) best.set(posting.page, posting);
    }
    const share = known ? P.complete : 1;
    return { list: [...best.values()], rarity: rarity(Math.max(...lists.map((l) => l.count)), this.pages), cover: share, share, terms: names, stop: false };
  }

  async filtered(ranked, { filters, excluded }) {
    for (const [keep, term] of filters) {
      const row = await this.terms.row(term);
      const pages = new Set(row === null ? [] : postings(row, true).list);
      ranked = ranked.filter(({ page }) => pages.has(page) === keep);
    }
    for (const text of excluded) {
      for (const term of terms(fold(text))[0]) {
        const found = await this.lookup(term);
        const pages = new Set(found?.list.map(({ page }) => page));
        ranked = ranked.filter(({ page }) => !pages.has(page));
      }
    }
    return ranked;
  }

  async result({ page, sections, score }, wanted) {
    const document = await documentOf(this.store, this.documents, page);
    if (!document) return null;
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
