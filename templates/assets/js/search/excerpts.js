// The lines of a page that answer a query, as runs of text: [{text, match, code?}].

import { fold, places, terms } from "./analyse.js";

/** On both sides of code within stored text. */
export const CODE = "\x7f";
const LENGTH = 180;

const weights = new WeakMap(); // wanted terms → words → their weights

function weightOf(piece, wanted) {
  const [wholes, parts] = terms(fold(piece));
  const of = (term) => wanted.get(term) ?? 0;
  return Math.max(0, ...wholes.map(of), ...parts.map((part) => of(part) * 0.5));
}

/** Where wanted terms stand in a text: [[start, end, weight], ...] in order. */
export function hits(text, wanted) {
  const found = [];
  if (!weights.has(wanted)) weights.set(wanted, new Map());
  const known = weights.get(wanted);
  for (const [start, end, piece] of places(text)) {
    if (!known.has(piece)) known.set(piece, weightOf(piece, wanted));
    const weight = known.get(piece), last = found.at(-1);
    if (weight && last?.[1] > start) last[1] = end;
    else if (weight) found.push([start, end, weight]);
  }
  return found;
}

/** The window of a text with the weightiest different hits: [start, end, weight]. */
function bestWindow(text, found) {
  let best = [0, 0, 0];
  for (let i = 0; i < found.length; i++) {
    const seen = new Set();
    let sum = 0;
    for (let j = i; j < found.length && found[j][1] - found[i][0] <= LENGTH; j++) {
      const word = text.slice(found[j][0], found[j][1]).toLowerCase();
      if (!seen.has(word)) sum += found[j][2];
      seen.add(word);
      if (sum > best[2]) best = [found[i][0], found[j][1], sum];
    }
  }
  return best;
}

/** A window widened to `LENGTH`, from the start of a sentence or line where that is near. */
function widened(text, [start, end]) {
  const spare = Math.max(0, LENGTH - (end - start));
  const sentence = Math.max(0, text.lastIndexOf(". ", start) + 2, text.lastIndexOf("\n", start) + 1);
  const near = sentence < 2 ? 0 : sentence;
  const from = start - near < spare * 0.6 ? near : Math.max(0, text.lastIndexOf(" ", start - spare * 0.3) + 1);
  const to = Math.min(text.length, from + Math.max(LENGTH, end - from));
  return [from, to < text.length ? Math.max(end, text.lastIndexOf(" ", to)) : to];
}

/** Runs of a piece of text, hits marked. */
function marked(text, found, from, to, code) {
  const out = [];
  const push = (a, b, match) => { if (b > a) out.push({ text: text.slice(a, b), match, ...(code && { code: true }) }); };
  let at = from;
  for (const [start, end] of found) {
    if (end <= from || start >= to) continue;
    push(at, start, false);
    push(Math.max(start, at), Math.min(end, to), true);
    at = Math.max(at, Math.min(end, to));
  }
  push(at, to, false);
  return out;
}

/** The excerpt of a section whose stored form is [anchor, heading, text, code]. */
export function excerpt([, , prose, code], wanted) {
  const { text, spans } = unmarked(prose);
  const inText = hits(text, wanted), inCode = hits(code, wanted);
  const best = bestWindow(text, inText), bestCode = bestWindow(code, inCode);
  if (bestCode[2] > best[2] * 1.01) return lines(code, inCode, bestCode[0]);
  const [from, to] = widened(text, best);
  const out = from > 0 ? [{ text: "… ", match: false }] : [];
  let at = from;
  for (const [start, end] of spans) {
    if (end <= from || start >= to) continue;
    const inside = Math.max(at, start);
    out.push(...marked(text, inText, at, inside, false));
    at = Math.min(end, to);
    out.push(...marked(text, inText, inside, at, true));
  }
  out.push(...marked(text, inText, at, to, false));
  if (to < text.length) out.push({ text: " …", match: false });
  return out;
}

function unmarked(prose) {
  const parts = prose.split(CODE), spans = [];
  let text = "";
  parts.forEach((part, i) => {
    if (i % 2) spans.push([text.length, text.length + part.length]);
    text += part;
  });
  return { text, spans };
}

/** Up to three lines of code from that of the best hit on. */
function lines(code, found, start) {
  const from = code.lastIndexOf("\n", start) + 1;
  let to = from;
  for (let n = 0; n < 3 && to < code.length && to - from < LENGTH; n++) {
    const next = code.indexOf("\n", to + 1);
    to = next < 0 ? code.length : next;
  }
  return marked(code, found, from, Math.min(to, from + 2 * LENGTH), true);
}
