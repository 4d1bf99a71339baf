// For a reader who comes back: a way to where they stopped.

import { el } from './main.js';

export function offer({ anchor, heading }) {
  const bar = el('div', { className: 'resume', role: 'status' },
    el('a', { href: `#${encodeURIComponent(anchor)}`, onclick: () => bar.remove() }, `Continue at “${heading}”`),
    el('button', { type: 'button', 'aria-label': 'Do not continue', onclick: () => bar.remove() }, '✕'));
  document.querySelector('main').append(bar);
}
