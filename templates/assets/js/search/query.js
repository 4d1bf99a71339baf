// What a reader typed, taken apart: words, exact phrases, exclusions, filters; and whether a page
// holds a phrase, by its stored text or, where that was cut, by the page itself.

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

const BREAKS = /<\/?(?:p|div|li|ul|ol|h\d|pre|td|th|tr|table|br|dt|dd|blockquote|figure)\b[^>]*>/g;
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

const even = (text) => fold(text).toLowerCase().replace(/[\s\x7f`]+/g, " ");

/** Whether a document holds all of the phrases, word by word. */
export async function holds(document, phrases, url, store) {
  if (!phrases.length) return true;
  const wanted = phrases.map((phrase) => even(phrase).trim());
  const { title, sections, cut } = document;
  const stored = even([title, ...sections.map(([, ...texts]) => texts.join(" \n ").replaceAll("\x7f", ""))].join(" \n "));
  if (wanted.every((phrase) => stored.includes(phrase))) return true;
  if (!cut) return false;
  const page = even(plain(await store.page(url)));
  return wanted.every((phrase) => page.includes(phrase));
}

/** The text of a page's body, from its source. */
function plain(html) {
  return html.slice(html.indexOf("data-body")).replace(BREAKS, " ").replace(/<[^>]*>/g, "")
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, number, name) =>
      name ? NAMED[name] ?? all : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number)));
}
