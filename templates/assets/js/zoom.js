// An image at its full size, in a dialog.

import { el } from './main.js';

/** `shown`: a picture, or a link around one that leads to its larger file. */
export function zoom(shown) {
  const image = shown.querySelector('img') ?? shown;
  const large = el('img', { src: shown.href || image.currentSrc || image.src, alt: image.alt, className: 'fit' });
  const size = el('button', { type: 'button', className: 'quiet', 'aria-pressed': 'false' }, 'Full size');
  size.addEventListener('click', () => {
    size.setAttribute('aria-pressed', !large.classList.toggle('fit'));
  });
  const dialog = el('dialog', { className: 'zoom', 'aria-label': image.alt || 'Image' }, large,
    el('form', { method: 'dialog' }, size, el('button', { className: 'solid', autofocus: true }, 'Close')));
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
