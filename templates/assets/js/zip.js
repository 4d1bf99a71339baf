// All files that a tutorial names, as one zip (stored, not compressed: it is a few kilobytes).

import { el } from './main.js';

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** Little-endian bytes: pairs of (width in bytes, value). */
function record(...fields) {
  const bytes = [];
  for (const [width, value] of fields) for (let at = 0; at < width; at += 1) bytes.push((value >>> (8 * at)) & 255);
  return new Uint8Array(bytes);
}

/** A zip of `files`, a Map of path to text. */
export function zip(files) {
  const body = [];
  const directory = [];
  let offset = 0;
  for (const [path, text] of files) {
    const [name, data] = [path, text].map((each) => new TextEncoder().encode(each));
    // version 2.0, names in UTF-8, stored, 1 January 1980
    const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, checksum(data)], [4, data.length], [4, data.length], [2, name.length], [2, 0]];
    body.push(record([4, 0x04034b50], ...common), name, data);
    directory.push(record([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = record([4, 0x06054b50], [4, 0], [2, files.size], [2, files.size], [4, size], [4, offset], [2, 0]);
  return new Blob([...body, ...directory, end], { type: 'application/zip' });
}

/** Hands the reader the files of the article; of a file that is shown twice, the last. */
export function downloadAll(article) {
  const files = new Map();
  for (const block of article.querySelectorAll('.code[data-title]')) {
    const parts = block.dataset.title.split(/[\\/]/).filter((part) => part && part !== '.' && part !== '..');
    files.set(parts.join('/'), `${block.querySelector('pre').textContent.replace(/\n+$/, '')}\n`);
  }
  const name = location.pathname.split('/').filter(Boolean).at(-1) ?? 'files';
  const url = URL.createObjectURL(zip(files));
  el('a', { href: url, download: `${name}.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
