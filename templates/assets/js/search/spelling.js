// Words that a reader may have meant: completions of the last one, corrections of unknown ones.

const SMALL = 32; // files of vocabulary that one search may read
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
  const found = (await words.starting(prefix, 3)).map(entry).sort((a, b) => weight(b) - weight(a));
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
  let found = near(await words.starting(word[0]));
  if (!found.length || found[0].edits > 1) {
    // The first letter may be wrong: all words of a small site, else those that begin with the second.
    const others = near(await words.starting(words.table.first.length > SMALL ? word[1] : ""));
    if (!found.length || others[0]?.edits < found[0].edits) found = others;
  }
  return found.filter(({ edits }) => edits === found[0].edits).slice(0, limit).map(({ word: other }) => other);
}
