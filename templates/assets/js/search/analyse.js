// Text in, search terms out: the same rules as generator/search/tokens.py and stem.py, held to
// the same vectors (tests/search_vectors).

const LONGEST = 48;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i",
  "‘": "'", "’": "'", "“": '"', "”": '"', "–": " ", "—": " ",
  Æ: "AE", Œ: "OE", Ø: "O", Đ: "D", Ł: "L" };
const WORD = "[\\p{L}\\p{N}_\\u0300-\\u036f\\u0900-\\u0963\\u0966-\\u0dff\\u0e31-\\u0e4e\\u0eb1-\\u0ecd\\u102b-\\u103e\\u17b4-\\u17d3]";
const REST = `${WORD}+(?:(?:[.'\\-]|::|->)${WORD}+)*(?:\\+\\+|#(?!${WORD}))?`;
const PIECE = new RegExp(`${REST}|(?:(?<![^\\s(\\[{\`'"=,])(?:--?|\\*\\*?|\\.|::?)(?=[a-zA-Z])|[@$#](?=[a-zA-Z_])|\\$(?=[0-9])|<(?=[a-zA-Z][\\p{L}\\p{N}_\\-]*(?:>| [\\p{L}\\p{N}_\\-]+=))|[\\\\%](?=[a-zA-Z](?!${WORD})))${REST}`, "gu");
const SIGN = "[!$%&*+\\-/:<=>?@^|~.\\\\]";
const OPERATOR = new RegExp(`#!|[$#]\\{|\\{[{%#]|(?<!${SIGN})[!$%&*+\\-/:<=>?@^|~.]{2,4}(?!${SIGN})`, "gu");
const HAS_WORD = new RegExp(WORD, "u");
const SUBWORD = new RegExp(`(?:(?!_)${WORD})+`, "gu");
const HUMP = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const PAIRED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[${PAIRED}]+|[^${PAIRED}]+`, "gu");
const HAS_PAIRED = new RegExp(`[${PAIRED}]`, "u");

const stemmed = (word) => stem([...word.toLowerCase()].slice(0, LONGEST).join(""));

/** Compatibility forms and accents resolved, letters of one shape made one; case is kept. */
export const fold = (text) => /^[\0-\x7f]*$/.test(text) ? text
  : text.replace(/[ßæœøđłıÆŒØĐŁ‘’“”–—]/g, (c) => LETTERS[c])
    .normalize("NFKD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC");

/** Whether a text has characters of a script without spaces, which is searched by pairs. */
export const isPaired = (text) => HAS_PAIRED.test(text);

/** Words and identifiers of folded text, as written, in order; pairs of a script without spaces. */
export const pieces = (folded) => isPaired(folded) ? places(folded).map(([, , piece]) => piece) : folded.match(PIECE) ?? [];

/** Runs of two to four signs outside words, such as `??=`. */
export const operators = (folded) => folded.replace(PIECE, " ").match(OPERATOR) ?? [];

/** Where the words of a text are: [start, end, word] each. */
export function places(text, from = 0) {
  const found = [], simple = !isPaired(text);
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const runs = simple ? [piece] : piece.match(RUN);
    let at = from + index;
    for (const run of runs) {
      found.push(...!simple && isPaired(run) ? pairs(run, at) : runs.length > 1 ? places(run, at) : [[at, at + run.length, run]]);
      at += run.length;
    }
  }
  return found;
}

function pairs(run, at) {
  const characters = [...run];
  return characters.slice(0, characters.length - 1 || 1).map((c, i) => {
    const pair = c + (characters[i + 1] ?? "");
    at += c.length;
    return [at - c.length, at - c.length + pair.length, pair];
  });
}

const REMEMBERED = 6000;
const remembered = new Map();

/** [whole terms, parts] of one piece. */
export function terms(piece) {
  let found = remembered.get(piece);
  if (!found) {
    if (isPaired(piece)) return [[piece], []];
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(piece, found = analysed(piece));
  }
  return found;
}

function analysed(piece) {
  if (/^[a-z]+$/.test(piece)) return [[stem(piece.slice(0, LONGEST))], []];
  return HAS_WORD.test(piece) ? ofCompound(piece) : [[piece], []];
}

function ofCompound(piece) {
  piece = withoutApostrophes(piece);
  const whole = stemmed(piece);
  const parts = new Set();
  for (const part of piece.match(SUBWORD) ?? []) {
    const humps = part.split(HUMP);
    if (humps.length > 1) parts.add(stemmed(part));
    for (const hump of humps) parts.add(stemmed(hump));
  }
  for (const tail of tails(piece)) parts.add(stemmed(tail));
  if (piece.endsWith("++")) parts.add("++");
  parts.delete(whole);
  parts.delete("");
  return [whole ? [whole] : [], [...parts]];
}

function withoutApostrophes(piece) {
  const [first, ...rest] = piece.split("'");
  if (!rest.length) return piece;
  if (rest.length === 1 && /^s?$/i.test(rest[0])) return first;
  return (first.length <= 2 ? "" : first) + rest.join("");
}

function tails(piece) {
  const bare = piece.replace(/^[-@$#.:%*<\\]+/, "");
  const names = bare.split(".");
  const found = bare === piece ? [] : [bare];
  if (names.length > 1) found.push(names.slice(-2).join("."));
  if (names.length > 1 && names.at(-1).includes("_")) found.push(names.at(-1));
  return found;
}

// English suffixes off, by the rules of generator/search/stem.py.
const V = "(?:[aeiou]|(?<![aeiou])(?<!^)y)", C = "(?:[^aeiouy]|(?<=[aeiou])y|^y)";
const MEASURED = new RegExp(`^${C}*${V}+${C}`);
const TWICE = new RegExp(`^${C}*(?:${V}+${C}+){2}`);
const ONCE = new RegExp(`^${C}*${V}+${C}+(?:${V}+)?$`);
const HAS_VOWEL = new RegExp(V);
const SHORT_END = new RegExp(`^(?:.*${C})?${C}${V}[^aeiouwxy]$`);

const plural = (word) => /(?:sse|ie)s$/.test(word) ? word.slice(0, -2)
  : /[^s]s$/.test(word) ? word.slice(0, -1) : word;

function past(word) {
  if (word.endsWith("eed")) return MEASURED.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const root = word.replace(/(?:ed|ing)$/, "");
  return root !== word && HAS_VOWEL.test(root) && /^[aeiou]|.../.test(root) ? mend(root) : word;
}

function mend(root) {
  if (/(?:at|bl|iz)$/.test(root)) return root + "e";
  if (/([^aeioulsz])\1$/.test(root)) return root.slice(0, -1);
  return ONCE.test(root) && SHORT_END.test(root) ? root + "e" : root;
}

function final(word) {
  if (word.endsWith("e")) {
    const root = word.slice(0, -1);
    if (TWICE.test(root) || (ONCE.test(root) && !SHORT_END.test(root))) word = root;
  }
  return word.endsWith("ll") && TWICE.test(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

function stem(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  word = past(plural(word));
  if (word.endsWith("y") && HAS_VOWEL.test(word.slice(0, -1))) word = word.slice(0, -1) + "i";
  return final(word);
}
