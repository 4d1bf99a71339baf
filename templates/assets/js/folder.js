// Only for a site opened as a folder, without a server: links lead to files instead of folders, and
// files of the index, which may not be fetched there, are taken as the scripts that they also are.

/** The address of a page itself where one of its folder is given. */
function toFile(address) {
  const url = new URL(address, location.href);
  if (url.protocol === 'file:' && url.pathname.endsWith('/')) url.pathname += 'index.html';
  return url.href;
}

for (const type of ['click', 'auxclick', 'contextmenu']) {
  document.addEventListener(type, ({ target }) => {
    const link = target.closest?.('a[href]');
    if (link) link.href = toFile(link.href);
  }, true);
}
document.addEventListener('submit', ({ target }) => { target.action = toFile(target.action); }, true);

globalThis.shard = (value) => { document.currentScript.value = value; };

globalThis.readShard = (url) => new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.onload = () => { script.remove(); if ('value' in script) resolve(script.value); else reject(new Error(`Cut short: ${url}`)); };
  script.onerror = () => { script.remove(); reject(new Error(`Missing: ${url}`)); };
  script.src = url.href.replace(/\.json$/, '.js');
  document.head.append(script);
});
