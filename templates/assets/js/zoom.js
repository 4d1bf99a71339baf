// An image at its full size, in a dialog.

import { el } from './main.js';

export function zoom(image) {
  const large = el('img', { src: image.currentSrc || image.src, alt: image.alt, className: 'fit' });
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
