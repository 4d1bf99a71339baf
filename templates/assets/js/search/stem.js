// English suffixes off, by Porter's rules: the same rules as generator/search/stem.py.

const V = "(?:[aeiou]|(?<![aeiou])(?<!^)y)", C = "(?:[^aeiouy]|(?<=[aeiou])y|^y)";
const MEASURED = new RegExp(`^${C}*${V}+${C}`);
const TWICE = new RegExp(`^${C}*(?:${V}+${C}+){2}`);
const ONCE = new RegExp(`^${C}*${V}+${C}+(?:${V}+)?$`);
const HAS_VOWEL = new RegExp(V);
const SHORT = new RegExp(`^(?:.*${C})?${C}${V}[^aeiouwxy]$`);

const table = (rules) => rules.split(" ").map((rule) => rule.split(":"))
  .sort((a, b) => b[0].length - a[0].length);
const STEP_2 = table("ational:ate tional:tion enci:ence anci:ance izer:ize abli:able alli:al entli:ent eli:e ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble");
const STEP_3 = table("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:");
const STEP_4 = table("al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: sion:s tion:t ou: ism: ate: iti: ous: ive: ize:");

const plural = (word) => /(?:sse|ie)s$/.test(word) ? word.slice(0, -2)
  : /[^s]s$/.test(word) ? word.slice(0, -1) : word;

function past(word) {
  if (word.endsWith("eed")) return MEASURED.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const root = word.replace(/(?:ed|ing)$/, "");
  return root !== word && HAS_VOWEL.test(root) ? mend(root) : word;
}

function mend(root) {
  if (/(?:at|bl|iz)$/.test(root)) return root + "e";
  if (/([^aeioulsz])\1$/.test(root)) return root.slice(0, -1);
  return ONCE.test(root) && SHORT.test(root) ? root + "e" : root;
}

function replace(word, rules, measured) {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (!rule) return word;
  const root = word.slice(0, -rule[0].length);
  const kept = measured === TWICE ? root + rule[1] : root;
  return measured.test(kept) ? root + rule[1] : word;
}

function final(word) {
  if (word.endsWith("e")) {
    const root = word.slice(0, -1);
    if (TWICE.test(root) || (ONCE.test(root) && !SHORT.test(root))) word = root;
  }
  return word.endsWith("ll") && TWICE.test(word.slice(0, -1)) ? word.slice(0, -1) : word;
}

/** The stem of a folded word; anything but three or more letters a-z comes back as it is. */
export function stem(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  word = past(plural(word));
  if (word.endsWith("y") && HAS_VOWEL.test(word.slice(0, -1))) word = word.slice(0, -1) + "i";
  return final(replace(replace(replace(word, STEP_2, MEASURED), STEP_3, MEASURED), STEP_4, TWICE));
}
