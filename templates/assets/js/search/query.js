// What a reader typed and meant: words, exact phrases, exclusions, filters.

import { fold, operators, pieces } from "./analyse.js";

const KEYS = /^(?:tag|level|author|source|year|lang)$/i;
const ITEM = /(-?)(?:([a-z]+):)?(?:"([^"]*)("?)|(\S+))/giu;

/** A filter as the index knows it. */
export const filterTerm = (key, value) => `${key}:${fold(value).toLowerCase().replaceAll(" ", "-")}`;

/**
 * {words, accented, phrases, excluded, filters, open}: pieces of text, words that folding would
 * change, folded phrases, excluded texts, terms of filters, and whether the last word may still be
 * being typed.
 */
export function parse(query, filters = {}) {
  query = query.replace(/[“”]/g, '"'); // as the keyboards of phones write them
  const found = { words: [], phrases: [], excluded: [], filters: [], open: /[^\s"]$/u.test(query) };
  let text = "";
  for (const [item, minus, key = "", quoted, end, bare] of query.matchAll(ITEM)) {
    const known = KEYS.test(key);
    const value = quoted ?? bare;
    if (known && value) found.filters.push([!minus, filterTerm(key.toLowerCase(), value)]);
    else if (minus && (text || found.filters.length) && /^-(?:"|[\p{L}]{3})/u.test(item)) found.excluded.push(quoted ?? item.slice(1));
    else if (quoted !== undefined && !key) {
      // While the quote is open, its last word is still being typed: a word like others.
      const phrase = end ? quoted : quoted.replace(/\S+$/u, "");
      if (phrase.trim()) found.phrases.push(phrase);
      text += ` ${quoted}`;
    } else text += ` ${item}`;
  }
  for (const [key, values] of Object.entries(filters)) {
    for (const value of [values].flat()) if (value) found.filters.push([true, filterTerm(key, String(value))]);
  }
  const folded = fold(text);
  found.words = [...pieces(folded), ...operators(folded)];
  if (!found.words.length) found.words = [...new Set(folded.match(/\S/g))]; // `%` or `~` alone
  found.accented = (text.normalize("NFC").toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => fold(word) !== word);
  return found;
}

// Words that a reader may have meant: completions of the last one, corrections of unknown ones.

const SMALL = 8; // files of vocabulary that one search may read
const KNOWN = 2; // a word of four headlines or more is one that readers mean as it is

const level = (code) => code.charCodeAt(0) - 35;

/** A row of the vocabulary: {word, pages, headlines}, the last two as powers of two. */
function entry(row) {
  const end = row.length - 3;
  return { word: row.slice(0, end), pages: level(row[end + 1]), headlines: level(row[end + 2]) };
}

const weight = (entry) => 2 * entry.headlines + entry.pages;

/** `forms`: the likeliest words that begin with a prefix; `known`: it is a common word itself. */
export async function completions(words, prefix, limit) {
  const found = (await words.starting(prefix, limit ? 3 : 1)).map(entry).sort((a, b) => weight(b) - weight(a));
  const known = found.some(({ word, headlines }) => word === prefix && headlines > KNOWN);
  return { forms: found.map(({ word }) => word).filter((word) => word !== prefix).slice(0, limit), known };
}

/** Edits between two words, a swap of neighbours counted as one; more than `most` is `most + 1`. */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length];
}

/** The likeliest known words for an unknown one, best first. */
export async function corrections(words, word, limit) {
  if (word.length < 4) return [];
  const most = word.length < 6 ? 1 : 2;
  const near = (rows) => rows.map(entry)
    .map((found) => ({ ...found, edits: distance(word, found.word, most) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || weight(b) - weight(a));
  let found = near(await words.starting(word.slice(0, 2)));
  if (found[0]?.edits !== 1) found = near(await words.starting(word[0]));
  if (found[0]?.edits !== 1) {
    // The first letter may be wrong, but then nothing else: all words of a small site, else those
    // that begin with the second.
    const others = near(await words.starting(words.table.first.length > SMALL ? word[1] : ""))
      .filter(({ edits }) => edits === 1);
    if (others.length) found = others;
  }
  return found.filter(({ edits }) => edits === found[0]?.edits).slice(0, limit).map(({ word: other }) => other);
}
