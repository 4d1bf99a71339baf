// Films and pens of other sites: nothing is asked of them before the reader clicks.

import { el } from './main.js';

export function load(box) {
  const frame = el('iframe', {
    src: box.dataset.src,
    title: box.querySelector('a')?.textContent ?? box.dataset.kind,
    allowFullscreen: true,
    referrerPolicy: 'strict-origin-when-cross-origin',
    sandbox: 'allow-scripts allow-same-origin allow-popups allow-presentation',
  });
  box.replaceChildren(frame);
  frame.focus();
}
