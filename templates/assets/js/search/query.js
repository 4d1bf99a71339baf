// What a reader typed, taken apart: words, exact phrases, exclusions, filters.

import { fold, operators, pieces } from "./analyse.js";

const KEYS = new Set(["tag", "level", "author", "source", "year", "lang"]);
const ITEM = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;

/** A filter as the index knows it. */
export const filterTerm = (key, value) => `${key}:${fold(value).toLowerCase().replaceAll(" ", "-")}`;

/**
 * {words, phrases, excluded, filters, open}: pieces of text, folded phrases, excluded texts,
 * terms of filters, and whether the last word may still be being typed.
 */
export function parse(query, filters = {}) {
  const found = { words: [], phrases: [], excluded: [], filters: [], open: /[^\s"]$/u.test(query) };
  let text = "";
  for (const [item, minus, key = "", quoted, bare] of query.matchAll(ITEM)) {
    const known = KEYS.has(key.toLowerCase());
    const value = quoted ?? bare;
    if (known && value) found.filters.push([!minus, filterTerm(key.toLowerCase(), value)]);
    else if (minus && text && /^-(?:"|[\p{L}]{3})/u.test(item)) found.excluded.push(quoted ?? item.slice(1));
    else if (quoted !== undefined && !key) {
      if (quoted.trim()) found.phrases.push(quoted);
      text += ` ${quoted}`;
    } else text += ` ${item}`;
  }
  for (const [key, values] of Object.entries(filters)) {
    for (const value of [values].flat()) if (value) found.filters.push([true, filterTerm(key, String(value))]);
  }
  const folded = fold(text);
  found.words = [...pieces(folded), ...operators(folded)];
  return found;
}
