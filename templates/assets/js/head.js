// Runs before anything is painted: puts the reader's theme and text size on <html>, and says that
// there is script. Modules do not load from a folder opened without a server: there one classic
// script, made of all of them, takes their place.
(() => {
  const root = document.documentElement;
  if (location.protocol === 'file:') {
    const bundle = document.createElement('script');
    bundle.src = new URL('folder.bundle.js', document.currentScript.src);
    bundle.defer = true;
    addEventListener('DOMContentLoaded', () => document.head.append(bundle));
  }
  root.dataset.js = '';
  try {
    const base = new URL(root.dataset.base, location.href).pathname;
    for (const name of ['theme', 'size']) {
      const value = JSON.parse(localStorage.getItem(`ta:${base}:${name}`));
      if (value) root.dataset[name] = value;
    }
  } catch { /* storage is off or holds something else: the defaults stand */ }
})();
