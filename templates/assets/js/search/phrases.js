// Exact phrases: looked for in the stored text, and where that was cut, in the page itself.

import { fold } from "./analyse.js";

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
