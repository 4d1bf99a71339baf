// Whether a page holds a text to the letter: by what the index stores of it and, where that was cut,
// by the page itself; and which pages are likely to.

import { fold } from "./analyse.js";

const INLINE = /<\/?(?:a|b|code|em|i|kbd|mark|s|small|span|strong|su[bp])\b[^>]*>/g;
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"' };

const even = (text) => fold(text).toLowerCase().replace(/[\s`]+/g, " ");

const CLOSE = 2; // what the best section counts once more where a phrase is sought
const TEXTS_KEPT = 60; // whole pages are long
const known = new Map(); // document → what is known of its text; every letter typed asks again

/**
 * Whether a document has all of some texts and none of others; undefined where its stored text
 * was cut before that is clear, and no `page` is given, a function for the source of the page.
 */
export async function fits(document, wanted, unwanted, page) {
  if (!wanted.length && !unwanted.length) return true;
  if (!known.has(document)) {
    if (known.size >= TEXTS_KEPT) known.clear();
    known.set(document, { text: stored(document), cut: document.cut });
  }
  const { text, cut } = known.get(document);
  const has = (phrase) => text.includes(even(phrase).trim());
  const all = wanted.every(has);
  if (unwanted.some(has)) return false;
  if (!cut || (all && !unwanted.length)) return all;
  if (!page) return undefined;
  const source = await page();
  if (!source) return all;
  known.set(document, { text: `${text} \n ${even(plain(source))}` });
  return fits(document, wanted, unwanted);
}

/** Those first that are likely to hold a phrase, as one of their sections has most of its words. */
export function promising(hits) {
  const promise = ({ score, sections: [best] }) => score + CLOSE * (best?.score ?? 0);
  return hits.sort((a, b) => promise(b) - promise(a));
}

const stored = ({ title, sections }) =>
  even([title, ...sections.flatMap(([, ...texts]) => texts)].join(" \n ").replaceAll("\x7f", ""));

/** The text of a page's body, from its source. */
const plain = (html) => html.slice(html.indexOf("data-body")).replace(INLINE, "").replace(/<[^>]*>/g, " ")
  .replace(/&(?:#(\d+)|(\w+));/g, (all, number, name) => number ? String.fromCodePoint(number) : NAMED[name] ?? all);
