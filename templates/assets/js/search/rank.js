// Which pages answer a query, and which of their sections: postings in, ordered pages out.

import { fold, operators, pieces, terms } from "./analyse.js";
import { CODE } from "./excerpts.js";

// What each part of the ranking counts. Found on the judged queries of a benchmark; what the
// ranking loses without each is in docs/decisions.
export const WEIGHTS = {
  part: 0.6, // of a whole identifier, where the index knows the whole
  complete: 0.75, completeKnown: 0.2, // a completion; one of a word common by itself
  coordination: 1.6, // exponent of the share of the query that a page has
  title: 0.6, cover: 0.9, // query in the title; title in the query
  section: 0.75, // the best section of a page
  titlePairs: 0.4, pairs: 0.3, // neighbours that stay neighbours
  together: 0.4, // words that stand in one passage
  headCover: 0.3, // a heading that is the query
  accents: 0.5, // words with the accents they were typed with
};

/** Rarity of a term that `count` of `pages` pages have. */
export const rarity = (count, pages) => Math.log(1 + (pages - count + 0.5) / (count + 0.5));

/** Kinds of alternatives of one word: the best kind counts, the terms of one kind add up. */
export const WHOLE = 0;
export const PART = 1;
export const COMPLETION = 2;
const KINDS = 3;

/**
 * Pages, out of `size`, for the units of a query, best first: {page, score, promise, sections:
 * [{number, score}]}, where `promise` is about what the score may come to when the page is read.
 *
 * A unit is one word of the query, {alternatives: [{list, rarity, kind, share, cover, unlisted}]}:
 * `share` is what the alternative is worth beside the word itself, `cover` how much of the word
 * it stands for, `unlisted` how likely a page has it that a pruned list does not name.
 */
export function rank(units, keep, listed, size) {
  const pages = [];
  const slots = new Int32Array(size); // by page: its place in `pages`, from 1
  let total = 0;
  for (const unit of units) {
    unit.weight = Math.max(...unit.alternatives.map((a) => a.share * a.rarity));
    unit.unlisted = Math.max(...unit.alternatives.map((a) => a.share * a.cover * a.unlisted));
    total += unit.weight;
    for (const { list } of unit.alternatives) {
      for (const page of list.pages) slots[page] ||= pages.push(page);
    }
  }
  const sums = scores(units, slots, pages.length, total);
  // Filters alone: newest first, as newer pages have higher numbers.
  const scoreOf = (page) => slots[page] ? sums[slots[page]] : units.length ? 0 : page;
  const kept = [...pages, ...[...listed].filter((page) => !slots[page])].filter(keep);
  const least = new Float64Array(kept.map(scoreOf)).sort().at(-CANDIDATES) ?? 0;
  const best = kept.filter((page) => scoreOf(page) >= least)
    .map((page) => ({ page, score: scoreOf(page), sections: [] })).sort(inOrder).slice(0, CANDIDATES);
  addSections(best, units, size, total);
  return { count: kept.length, hits: best.sort(inOrder) };
}

const inOrder = (a, b) => b.score - a.score || b.page - a.page; // sections alike stay as they stand
const CANDIDATES = 100; // pages whose sections are looked at
const SHORT = 3; // words of a query of which a page should have each
const NEAR = 2; // places between neighbours of the query in a text
const PASSAGE = 20; // words of a text, about a sentence
const SAID = 3; // of a word by a section: impact, share of the word in its heading, share of the heading
const TEXTS_READ = 6; // sections of a page whose text is looked at

/** The score of each slot without its sections. */
function scores(units, slots, count, total) {
  const n = count + 1;
  const sum = new Float64Array(n), matched = new Float64Array(n), inTitle = new Float64Array(n), cover = new Float64Array(n);
  for (const unit of units) {
    const [own, share, title, part] = unitScores(unit, slots, n);
    for (let slot = 1, at = KINDS; slot < n; slot++, at += KINDS) {
      sum[slot] += Math.max(own[at], own[at + 1], own[at + 2]);
      matched[slot] += Math.min(1, Math.max(unit.unlisted, share[at], share[at + 1], share[at + 2])) * unit.weight;
      inTitle[slot] += Math.min(1, Math.max(title[at], title[at + 1], title[at + 2])) * unit.weight;
      cover[slot] += part[slot];
    }
  }
  const exponent = WEIGHTS.coordination * Math.min(1, SHORT / units.length);
  return sum.map((value, slot) => {
    const query = inTitle[slot] / total, whole = Math.min(1, cover[slot]);
    const title = query * (WEIGHTS.title + WEIGHTS.cover * whole);
    return (matched[slot] / total) ** exponent * (value / total + title);
  });
}

function unitScores(unit, slots, n) {
  const own = new Float64Array(n * KINDS), share = new Float64Array(n * KINDS), title = new Float64Array(n * KINDS), part = new Float64Array(n);
  for (const { list: { pages, impacts, titles }, kind, ...a } of unit.alternatives) {
    const worth = a.share * a.rarity, covered = a.share * a.cover;
    for (let i = 0; i < pages.length; i++) {
      const slot = slots[pages[i]], at = slot * KINDS + kind;
      own[at] += worth * impacts[i];
      share[at] += covered;
      if (!titles[i]) continue;
      title[at] += covered;
      part[slot] = Math.max(part[slot], a.share / titles[i]);
    }
  }
  return [own, share, title, part];
}

/** Gives the best pages their sections, best first, the score of the best one, and their promise. */
function addSections(hits, units, size, total) {
  const places = new Int32Array(size); // by page: its place among the hits, from 1
  hits.forEach(({ page }, i) => { places[page] = i + 1; });
  const found = hits.map(() => new Map());
  units.forEach((unit, number) => {
    for (const { list, share, cover } of unit.alternatives) {
      for (let i = 0; i < list.pages.length; i++) {
        const place = places[list.pages[i]];
        if (!place) continue;
        const sections = found[place - 1];
        for (let at = i ? list.ends[i - 1] : 0; at < list.ends[i]; at += 2) {
          const section = list.sections[at], value = list.sections[at + 1], words = value >> 3;
          if (!sections.has(section)) sections.set(section, new Float64Array(units.length * SAID));
          const own = sections.get(section), first = number * SAID, worth = share * cover;
          own[first] = Math.max(own[first], worth * (value & 7) / 7);
          if (!words) continue;
          own[first + 1] = Math.max(own[first + 1], worth);
          own[first + 2] = Math.max(own[first + 2], share / words);
        }
      }
    }
  });
  hits.forEach((hit, place) => {
    let likeness = 0; // of a heading to the query
    for (const [number, own] of found[place]) {
      let local = 0, part = 0, inHead = 0, ofHead = 0;
      units.forEach(({ weight }, i) => {
        const impact = own[i * SAID];
        if (impact) { local += impact * weight; part += weight; }
        inHead += own[i * SAID + 1] * weight;
        ofHead += own[i * SAID + 2];
      });
      hit.sections.push({ number, score: local * part / total / total });
      likeness = Math.max(likeness, inHead / total * Math.min(1, ofHead));
    }
    hit.sections.sort(inOrder);
    hit.score += WEIGHTS.section * (hit.sections[0]?.score ?? 0);
    hit.promise = hit.score + likeness;
  });
}

const textsRead = new WeakMap(); // document → its texts → their words

/** The words of a text of a document; kept with it, since every letter typed looks at them again. */
function wordsOf(text, document, signs) {
  if (!textsRead.has(document)) textsRead.set(document, new Map());
  const texts = textsRead.get(document), key = signs + text;
  if (!texts.has(key)) {
    const folded = fold(text.replaceAll(CODE, ""));
    texts.set(key, [...pieces(folded), ...signs ? operators(folded) : []]);
  }
  return texts.get(key);
}

function unitOf(piece, units) {
  const [wholes, parts] = terms(piece);
  const unitWith = (some) => units.findIndex(({ names }) => some.some((term) => names.has(term)));
  const whole = unitWith(wholes);
  return whole < 0 ? unitWith(parts) : whole;
}

/**
 * How close the words of a text are to the query: `pairs`, the share of the query's neighbours
 * that are within `reach` places here; `words`, the share of its words that one passage has;
 * `cover`, that times the share of the text.
 */
function closeness(found, units, cache, reach = NEAR) {
  const near = new Set(), seenAt = [];
  let last = -2, lastAt = 0, known = 0, words = 0;
  found.forEach((word, at) => {
    const unit = cache.get(word) ?? unitOf(word, units);
    cache.set(word, unit);
    if (unit < 0) return;
    known += 1;
    seenAt[unit] = at;
    let passage = 0;
    units.forEach(({ weight }, i) => { if (at - seenAt[i] < PASSAGE) passage += weight; });
    words = Math.max(words, passage);
    if (unit === last + 1 && at - lastAt <= reach) near.add(unit);
    last = unit;
    lastAt = at;
  });
  let pairs = 0, allPairs = 0, all = 0, before = 0;
  units.forEach(({ weight }, i) => {
    const both = Math.min(weight, before);
    all += weight;
    allPairs += both;
    if (near.has(i)) pairs += both;
    before = weight;
  });
  return { pairs: pairs / (allPairs || 1), words: words / all, cover: words / all * known / (found.length || 1) };
}

/**
 * Orders the best again by how close the words of the query stand in their stored text, and by how
 * many of those typed with accents stand there with them.
 */
export function refine(hits, units, accented) {
  const cache = new Map();
  const signs = units.some(({ sign }) => sign), several = units.length > 1;
  for (const hit of hits) {
    const { title, sections } = hit.document;
    let together = 0, inText = 0, pairs = 0, cover = 0;
    const near = (text, reach) => {
      const found = closeness(wordsOf(text, hit.document, signs), units, cache, reach);
      together = Math.max(together, found.words);
      return found;
    };
    const inTitle = near(title, Infinity).pairs;
    const scores = new Map(hit.sections.map(({ number, score }, i) => {
      const found = near(several && i < TEXTS_READ && sections[number]?.[2] || "");
      inText = Math.max(inText, found.pairs);
      return [number, score + WEIGHTS.together * found.words ** 2];
    }));
    hit.sections = sections.map(([, heading], number) => {
      const head = near(heading);
      pairs = Math.max(pairs, head.pairs);
      cover = Math.max(cover, head.cover);
      return { number, score: (scores.get(number) ?? 0) + head.words * (head.pairs + head.cover + head.words) / 3 };
    }).filter(({ score }) => score).sort(inOrder);
    hit.score *= 1 + WEIGHTS.titlePairs * inTitle + WEIGHTS.pairs * (pairs + inText);
    hit.score += WEIGHTS.headCover * cover + WEIGHTS.together * several * together ** 2;
    if (!accented.length) continue;
    const text = [title, ...sections.flat()].join(" ").toLowerCase();
    hit.score *= 1 + WEIGHTS.accents * accented.filter((word) => text.includes(word)).length / accented.length;
  }
  return hits.sort(inOrder);
}
