// Which pages answer a query, and which of their sections: postings in, ordered pages out.

import { fold, operators, pieces, terms } from "./analyse.js";

const CODE = "\x7f";

export const P = {
  part: 0.4, coordination: 1.7, title: 0.8, cover: 0.9, exact: 0.5, section: 0.6, sectionCoord: 1, complete: 0.6, near: 5, completions: 8, stop: 0.25,
  titlePairs: 0.3, headPairs: 0.2, textPairs: 0.15, headCover: 0.3, secHead: 0.5, secText: 0.3, idfPow: 1,
};

const STOP = new Set("a an and are as at be by can do doe for from get how i if in into is it my of on or that the their them thei there thi to us want wa what when where which why will with you your make no not should".split(" "));

/** Rarity of a term that `count` of `pages` pages have. */
export const rarity = (count, pages) => Math.log(1 + (pages - count + 0.5) / (count + 0.5));

/**
 * A unit is one word of the query: {alternatives: [{list, rarity, share, stop}]}; `share` is how
 * much of the word the alternative stands for.
 */
export function rank(units) {
  const pages = new Map();
  let total = 0;
  units.forEach((unit, number) => {
    unit.weight = Math.max(...unit.alternatives.map((a) => a.share * a.rarity * (a.kind === PART ? 1 : 1) * (a.stop ? P.stop : 1)));
    total += unit.weight;
    for (const alternative of unit.alternatives) {
      for (const posting of alternative.list) {
        let page = pages.get(posting.page);
        if (!page) pages.set(posting.page, page = { page: posting.page, units: [], sections: new Map(), titles: 0 });
        const own = page.units[number] ??= { inTitle: 0 };
        collect(page, own, unit, alternative, posting, number);
      }
    }
  });
  const scored = [];
  for (const page of pages.values()) scored.push(score(page, units, total));
  return scored.sort((a, b) => b.score - a.score || a.page - b.page);
}

/** Kinds of alternatives of one word: the best of them counts, the terms of one kind add up. */
export const WHOLE = 0, PART = 1, COMPLETION = 2;

function collect(page, own, unit, alternative, posting, number) {
  const { share, kind, cover } = alternative;
  const sums = own.sums ??= [0, 0, 0], shares = own.shares ??= [0, 0, 0];
  sums[kind] += share * alternative.rarity * (alternative.stop ? P.stop : 1) * posting.impact;
  shares[kind] += share * cover;
  if (posting.title) {
    const titles = own.titles ??= [0, 0, 0];
    titles[kind] += share * cover;
    own.inTitle = Math.max(own.inTitle, share / posting.title);
  }
  for (const [section, impact] of posting.sections) {
    let place = page.sections.get(section);
    if (!place) page.sections.set(section, place = []);
    place[number] = Math.max(place[number] ?? 0, share * cover * impact);
  }
}

function score(page, units, total) {
  let sum = 0, matched = 0, queryInTitle = 0, titleCover = 0;
  page.units.forEach((own, number) => {
    const { weight } = units[number];
    sum += Math.max(...own.sums);
    matched += Math.min(1, Math.max(...own.shares)) * weight;
    queryInTitle += own.titles ? Math.min(1, Math.max(...own.titles)) * weight : 0;
    titleCover += own.inTitle;
  });
  const coord = (matched / total) ** P.coordination;
  queryInTitle /= total;
  titleCover = Math.min(1, titleCover);
  const sections = [];
  for (const [number, place] of page.sections) {
    let local = 0, part = 0;
    place.forEach((impact, i) => { local += impact * units[i].weight; part += units[i].weight; });
    sections.push({ number, score: (local / total) * (part / total) ** P.sectionCoord });
  }
  sections.sort((a, b) => b.score - a.score || a.number - b.number);
  const title = P.title * queryInTitle + P.cover * queryInTitle * titleCover
    + (queryInTitle > 0.99 && titleCover > 0.99 ? P.exact : 0);
  return {
    page: page.page, sections,
    score: coord * (sum / total + title) + P.section * (sections[0]?.score ?? 0),
  };
}

/** Which unit each word of a text stands for, -1 for none. */
function unitsOf(text, units, cache) {
  return [...pieces(fold(text)), ...operators(text)].map((piece) => {
    let found = cache.get(piece);
    if (found === undefined) {
      const [wholes, parts] = terms(piece);
      found = -1;
      units.forEach((unit, i) => { if (found < 0 && wholes.some((t) => unit.names.has(t))) found = i; });
      if (found < 0) units.forEach((unit, i) => { if (found < 0 && parts.some((t) => unit.names.has(t))) found = i; });
      cache.set(piece, found);
    }
    return found;
  });
}

/** {pairs, cover}: share of the query's neighbours that are neighbours here, and of words in common. */
function closeness(text, units, total, cache) {
  const found = unitsOf(text, units, cache), seen = new Set(), near = new Set();
  let last = -1, lastAt = -9, known = 0;
  found.forEach((unit, at) => {
    if (unit < 0) return;
    known += 1;
    seen.add(unit);
    if (last >= 0 && unit === last + 1 && at - lastAt <= 2) near.add(unit);
    last = unit;
    lastAt = at;
  });
  let pairsSum = 0, pairsAll = 0, words = 0;
  for (let i = 0; i < units.length; i++) {
    if (seen.has(i)) words += units[i].weight;
    if (!i) continue;
    const weight = Math.min(units[i].weight, units[i - 1].weight);
    pairsAll += weight;
    if (near.has(i)) pairsSum += weight;
  }
  return { pairs: pairsAll ? pairsSum / pairsAll : 0, cover: found.length ? words / total * known / found.length : 0, words: words / total };
}

/** Orders the best again by how close the words of the query stand in their stored text. */
export function refine(hits, units) {
  const cache = new Map();
  const total = units.reduce((sum, unit) => sum + unit.weight, 0);
  for (const unit of units) unit.names = new Set(unit.alternatives.flatMap((a) => a.terms));
  for (const hit of hits) {
    const title = closeness(hit.document.title, units, total, cache);
    let heads = 0, texts = 0, covers = 0;
    for (const section of hit.sections) {
      const stored = hit.document.sections[section.number];
      if (!stored) continue;
      const head = stored[1] ? closeness(stored[1], units, total, cache) : { pairs: 0, cover: 0 };
      const text = closeness(stored[2].replaceAll(CODE, ""), units, total, cache);
      section.score *= 1 + P.secHead * (head.pairs + head.cover) + P.secText * text.pairs;
      heads = Math.max(heads, head.pairs);
      covers = Math.max(covers, head.cover);
      texts = Math.max(texts, text.pairs);
    }
    hit.sections.sort((a, b) => b.score - a.score || a.number - b.number);
    hit.score *= 1 + P.titlePairs * title.pairs + P.headPairs * heads + P.headCover * covers + P.textPairs * texts;
  }
  return hits.sort((a, b) => b.score - a.score || a.page - b.page);
}

export const isStop = (term) => STOP.has(term);
