// The search of a built site: `openIndex(baseUrl)`, then `search(query, {limit, filters})`.
// Knows no page and no document; every string it gives is plain text.

import { fold, isPaired, pieces, terms } from "./analyse.js";
import { excerpt } from "./excerpts.js";
import { fits, promising } from "./phrases.js";
import { completions, corrections, parse } from "./query.js";
import { COMPLETION, PART, WEIGHTS, WHOLE, rank, rarity, refine } from "./rank.js";
import { Rows, Store, documentOf, postings, read, union } from "./shards.js";

const MEANT = 3; // words that an unknown one may stand for
const COMPLETIONS = 8;
const AHEAD = 6, ONE_AHEAD = 3; // pages read beyond the limit, since reading may lift them; for one word
const LISTED = 3; // sections of a result
const COMMON = 0.15; // share of the weightiest word's weight below which a word is not marked
const TEXTS = 4; // in which a phrase is looked for, times the results wanted
const AT_ONCE = 4; // pages read whole together
const WIDESPREAD = 0.1; // a word on so many pages hardly narrows where a phrase may stand

/** Opens the index of the site at `baseUrl`; throws if it cannot be read. */
export async function openIndex(baseUrl) {
  const base = new URL(baseUrl, globalThis.location?.href);
  const folder = new URL("search/", base);
  return new Index(base, await read(new URL("index.json", folder), { cache: "no-cache" }), new Store(folder));
}

const HAS_LETTER = /[\p{L}\p{N}]/u;
const keyed = (row, bare) => [row.split(" ")[0], postings(row.slice(row.indexOf(" ") + 1), bare)];
const lower = (word) => fold(word).toLowerCase();

/** The first hits, then those that reading may lift among them. */
function likely(hits, limit) {
  const first = hits.slice(0, limit), least = first.at(-1)?.score;
  return [...first, ...hits.slice(limit).filter(({ promise }) => promise >= least).sort((a, b) => b.promise - a.promise)];
}

/** Pairs of a run are as rare as with their neighbours on average: some are where two words meet. */
function evenSeams(words, units) {
  const joined = (i) => isPaired(words[i]) && words[i][1] === words[i + 1]?.[0];
  const rarities = units.map(({ alternatives: [first] }) => first?.rarity);
  units.forEach(({ alternatives: [first] }, i) => {
    const near = [rarities[i], joined(i - 1) && rarities[i - 1], joined(i) && rarities[i + 1]].filter(Boolean);
    if (first) first.rarity = near.reduce((sum, one) => sum + one) / near.length;
  });
}

/** The anchor of a section: stored only where it is not that of its heading by GitHub's rule. */
const anchorOf = ([anchor, heading]) => anchor
  || heading.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc} -]/gu, "").replaceAll(" ", "-");

class Index {
  constructor(base, meta, store) {
    const { pages, language, documents, ...tables } = meta;
    Object.assign(this, { base, store, pages, language, documents });
    for (const kind of ["terms", "common", "filters", "words"]) this[kind] = new Rows(store, tables[kind]);
  }

  /**
   * Pages that answer the query, best first: {url, title, score, sections: [{anchor, heading,
   * excerpt}]} and the facts of the page. The array also has `total`, `corrected` ({from, to})
   * where a word was read as another, `words` (those of the query that are not on most pages, as
   * they were read), `atLeast` where not all pages were read that may hold a phrase, and `partial`
   * where a file could not be read.
   */
  async search(query, { limit = 10, filters = {} } = {}) {
    const lost = this.store.lost;
    const parsed = parse(query, filters);
    const units = await this.units(parsed);
    const { keep, listed, doubted } = await this.sieve(parsed);
    const { count, hits } = rank(units, keep, units.length && !parsed.phrases.length ? [] : listed, this.pages);
    const likeliest = parsed.phrases.length ? promising(hits) : doubted.length ? hits : likely(hits, limit);
    const best = await this.read(likeliest, limit, units.length < 2 ? ONE_AHEAD : AHEAD, parsed, doubted);
    const least = COMMON * Math.max(...units.map(({ weight }) => weight));
    const marked = units.filter(({ weight }) => weight >= least);
    const wanted = new Map(marked.flatMap((unit) => unit.alternatives.flatMap((a) =>
      a.terms.map((term) => [term, a.rarity]))));
    const results = (units.length ? refine(best, units, parsed.accented) : best).slice(0, limit)
      .map((hit) => this.result(hit, wanted));
    results.total = parsed.phrases.length || doubted.length && !best.more ? best.length : count;
    if (parsed.phrases.length && (best.more || count > hits.length)) results.atLeast = true;
    results.words = marked.map(({ word, meant }) => meant ?? word);
    const corrected = units.filter(({ meant }) => meant);
    if (corrected.length) {
      results.corrected = { from: corrected.map(({ word }) => word).join(" "), to: corrected.map(({ meant }) => meant).join(" ") };
    }
    if (this.store.lost > lost) results.partial = true;
    return results;
  }

  /** What a filter such as `tag:py` may become: [filter, pages], the commonest first; nothing if it is one. */
  async filtersFrom(text) {
    const start = lower(text).replaceAll(" ", "-");
    const found = (await this.filters.starting(start)).map((row) => keyed(row, true));
    if (found.some(([filter]) => filter === start)) return [];
    return found.map(([filter, { count }]) => [filter, count]).sort(([, a], [, b]) => b - a);
  }

  async units({ words, open }) {
    const all = await Promise.all(words.map((word, i) => this.unit(word, open && i === words.length - 1)));
    evenSeams(words, all);
    return all.filter((unit) => unit.alternatives.length);
  }

  async lookup(term) {
    const row = await this.terms.row(term);
    return row && postings(row);
  }

  /** The pages of a key that has no more than pages. */
  async listed(rows, key) {
    const row = await rows.row(key);
    return new Set(row ? postings(row, true).pages : []);
  }

  /** All pages that have a term; null where only a long list has them, of more than a `share` of all. */
  async having(term, share = 1) {
    const list = await this.lookup(term);
    if (!(list?.count > list?.pages.length)) return new Set(list?.pages);
    return list.count > share * this.pages ? null : this.listed(this.common, term);
  }

  /** Sets of pages; those that are in all of them may have the terms together. */
  async narrowing(names) {
    const sets = await Promise.all(names.map((term) => this.having(term, WIDESPREAD)));
    return sets.filter(Boolean);
  }

  alternative(list, names, kind, share, cover = 1) {
    const kept = list.pages.length;
    const unlisted = (list.count - kept) / Math.max(1, this.pages - kept);
    return { list, rarity: rarity(list.count, this.pages), kind, share, cover, unlisted: Math.max(0, unlisted), terms: names };
  }

  /** One word of the query: its terms, their parts, what it may go on to be, what was meant. */
  async unit(word, last) {
    const [wholes, parts] = terms(word);
    const paired = isPaired(word);
    const completing = last && !paired && /[\p{L}\p{N}]{2}$/u.test(word) && this.completed(lower(word), wholes);
    const found = paired && word.length < 2 ? await this.beginning(word) : await this.known(wholes, WHOLE, 1);
    if (parts.length) found.push(...await this.known(parts, PART, found.length ? WEIGHTS.part : 1));
    const more = await completing;
    if (more) found.push(this.alternative(more.list, more.names, COMPLETION, found.length ? more.share : 1));
    // An unknown name may be misspelt though its parts are known; an unknown version is another one.
    const other = found.length && /\d/.test(word), known = found.some(({ kind }) => kind !== PART);
    const [others, meant] = known || other ? [[]] : await this.meant(lower(word));
    found.push(...others);
    return { word: lower(word), meant, alternatives: found, names: new Set(found.flatMap((a) => a.terms)), sign: !HAS_LETTER.test(word) };
  }

  /** The terms that the index has, each covering as much of the word as it is rare. */
  async known(names, kind, share) {
    const lists = await Promise.all(names.map((term) => this.lookup(term)));
    const rarities = lists.map((list) => rarity(list?.count ?? 0, this.pages));
    const total = rarities.reduce((sum, one) => sum + one, 0);
    return lists.flatMap((list, i) =>
      list ? [this.alternative(list, [names[i]], kind, share, rarities[i] / total)] : []);
  }

  /** A single character of a script without spaces: all pairs that it begins. */
  async beginning(character) {
    const rows = (await this.terms.starting(character)).map((row) => keyed(row));
    const list = union(rows.map(([, found]) => found));
    return list ? [this.alternative({ ...list, count: list.pages.length }, rows.map(([key]) => key), WHOLE, 1)] : [];
  }

  /** What an unknown word may have been: shorter signs, or words a letter or two away, with the nearest. */
  async meant(word) {
    for (let end = word.length - 1; end > 1 && !HAS_LETTER.test(word); end--) {
      const found = await this.known([word.slice(0, end)], WHOLE, 1);
      if (found.length) return [found];
    }
    const near = await corrections(this.words, word, MEANT);
    const found = await this.united(near.flatMap((form) => terms(form)[0]));
    return found ? [[this.alternative(found.list, found.names, WHOLE, 1)], near[0]] : [[]];
  }

  /** All completions of a word as one list, as rare as the commonest of them. */
  async completed(word, own) {
    const { forms, known } = await completions(this.words, word, word.length < 3 ? 0 : COMPLETIONS);
    const names = forms.flatMap((form) => terms(form)[0]).filter((term) => !own.includes(term));
    const found = await this.united(word.length < 5 ? [...names, `${word}*`] : names);
    return found && { ...found, share: known ? WEIGHTS.completeKnown : WEIGHTS.complete };
  }

  async united(names) {
    const distinct = [...new Set(names)];
    const lists = await Promise.all(distinct.map((term) => this.lookup(term)));
    const list = union(lists.filter(Boolean));
    return list && { list, names: distinct };
  }

  /**
   * `keep`: whether filters and exclusions let a page through; `listed`: pages that answer without
   * a word, or though no list of a word names them; `doubted`: texts of several terms not wanted, each
   * with sets of pages, as those that are in all of them may have it.
   */
  async sieve({ filters, excluded, phrases }) {
    const named = (text) => pieces(fold(text)).flatMap((piece) => terms(piece)[0]);
    const sets = await Promise.all(filters.map(async ([keep, term]) => [keep, await this.listed(this.filters, term)]));
    const doubted = [];
    for (const text of excluded) {
      const names = named(text);
      if (names.length === 1) sets.push([false, await this.having(names[0])]);
      else doubted.push([text, await this.narrowing(names)]);
    }
    const sought = phrases.flatMap(named);
    const within = await this.narrowing(sought.filter((term) => sought.length < 2 || !isPaired(term) || term[1]));
    sets.unshift(...within.map((pages) => [true, pages]));
    const keep = (page) => sets.every(([wanted, pages]) => pages.has(page) === wanted);
    const listed = sets.find(([wanted]) => wanted)?.[1] ?? [];
    return { keep, listed, doubted };
  }

  /** The best hits with their documents, of which phrases and excluded texts let only some through. */
  async read(hits, limit, ahead, { phrases }, doubted) {
    const best = [], unclear = [], count = limit + ahead;
    const end = Math.min(hits.length, phrases.length ? TEXTS * limit : doubted.length ? Infinity : count);
    const check = async (some, whole) => {
      await Promise.all(some.map(async (hit) => {
        hit.document ??= await documentOf(this.store, this.documents, this.pages, hit.page);
        const unwanted = doubted.filter(([, sets]) => sets.every((pages) => pages.has(hit.page))).map(([text]) => text);
        const page = () => this.store.page(new URL(hit.document.path, this.base));
        hit.fits = hit.document && await fits(hit.document, phrases, unwanted, whole && page);
      }));
      best.push(...some.filter((hit) => hit.fits));
      unclear.push(...some.filter((hit) => hit.fits === undefined));
    };
    let from = 0, at = 0, had = -1;
    for (; from < end && best.length < count; from += count) {
      await check(hits.slice(from, Math.min(from + count, end)), !phrases.length);
    }
    // Whole pages are large: a few at a time, until something is found and a few more add nothing.
    for (; at < unclear.length && best.length < limit && (!best.length || best.length > had); at += AT_ONCE) {
      had = best.length;
      await check(unclear.slice(at, at + AT_ONCE), true);
    }
    best.more = from < hits.length || at < unclear.length;
    return best;
  }

  result({ sections, score, document }, wanted) {
    const { path, sections: stored, cut, ...facts } = document;
    const shown = sections.slice(0, LISTED).map(({ number }) => stored[number]).filter(Boolean);
    return {
      language: this.language, ...facts, score,
      url: new URL(path, this.base).pathname,
      sections: shown.map((section) => ({ anchor: anchorOf(section), heading: section[1], excerpt: excerpt(section, wanted) })),
    };
  }
}
