// Two dialogs: the list of shortcuts, and what this device remembers.

import { base, el, store } from './main.js';

function show(title, ...content) {
  document.querySelector('#display')?.hidePopover();
  const dialog = el('dialog', { className: 'plain', 'aria-labelledby': 'panel-title' }, el('h2', { id: 'panel-title' }, title), ...content,
    el('form', { method: 'dialog', className: 'actions' }, el('button', { className: 'solid', autofocus: true }, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function shortcuts() {
  const keys = [
    [['/'], 'Search'],
    [['Ctrl', 'K'], 'Search (⌘ K on a Mac)'],
    [['?'], 'This list'],
    [['↑', '↓'], 'Move through results'],
    [['Enter'], 'Open the result, or the first one'],
    [['Esc'], 'Close'],
  ];
  const box = el('input', { type: 'checkbox', checked: store.get('shortcuts', true) });
  box.addEventListener('change', () => {
    store.set('shortcuts', box.checked);
    document.querySelector('#display [name=shortcuts]').checked = box.checked;
  });
  show('Keyboard shortcuts',
    el('dl', { className: 'keys' }, ...keys.flatMap(([names, what]) => [
      el('dt', {}, ...names.flatMap((name, i) => [i ? ' ' : '', el('kbd', {}, name)])),
      el('dd', {}, what),
    ])),
    el('p', {}, el('label', { className: 'switch' }, box, ' Shortcuts on')));
}

export function device() {
  const lists = [['Saved for later', 'saved'], ['Started', 'places'], ['Read', 'read']]
    .map(([title, name]) => [title, Object.entries(store.get(name, {})).filter(([path]) => path)]);
  lists.push(['Searched', store.get('searches', []).map((query) => [`search/?${new URLSearchParams({ q: query })}`, query]).reverse()]);
  const kept = lists.filter(([, entries]) => entries.length);
  const forget = el('button', { type: 'button', className: 'quiet' }, 'Forget everything');
  const dialog = show('What this device remembers',
    el('p', { className: 'search-line' }, 'Kept in this browser only. Nothing is sent anywhere.'),
    ...kept.flatMap(([title, entries]) => [el('h3', {}, title), list(entries)]),
    kept.length ? null : el('p', { className: 'empty' }, 'Nothing yet. Tutorials you save, start or finish and what you search for are listed here.'));
  forget.addEventListener('click', () => {
    store.forget();
    location.reload();
  });
  dialog.querySelector('.actions').prepend(forget);
}

function list(entries) {
  return el('ul', {}, ...entries.reverse().slice(0, 50).map(([path, entry]) => {
    const { title, anchor = '' } = typeof entry === 'string' ? { title: entry } : entry;
    const url = new URL(path, base);
    url.hash = anchor;
    return el('li', {}, el('a', { href: url.href }, title));
  }));
}
