// The buttons of a code block: copy, wrap, download.

import { el } from './main.js';

// A block that begins with a prompt is a session, whatever its author called it.
const PROMPTS = [/^\$ /, /^(?:>>>|\.\.\.)(?: |$)/];

/** The text of a block as someone would type it: of a session the commands, of a change what stays. */
export function typed(pre) {
  const isDiff = pre.closest('.code').dataset.language === 'diff';
  const lines = [{ text: '' }];
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    const isPrompt = parentElement.closest('.gp') !== null;
    const isRemoved = !isDiff && parentElement.closest('.removed') !== null;
    data.split('\n').forEach((part, index) => {
      if (index) lines.push({ text: '' });
      const line = lines.at(-1);
      line.isCommand ||= isPrompt && part.trim() !== '';
      line.isRemoved ||= isRemoved;
      line.text += isPrompt ? part.replace(/^.*\S ?/, '') : part; // white space after it is indentation
    });
  }
  const prompt = PROMPTS.find((each) => each.test(lines.find(({ text }) => text.trim())?.text ?? ''));
  if (prompt) for (const line of lines) markCommand(line, prompt);
  const commands = lines.filter(({ isCommand }) => isCommand);
  const kept = commands.length ? commands : lines.filter(({ isRemoved }) => !isRemoved);
  return kept.map(({ text }) => text).join('\n').replace(/\n+$/, '');
}

function markCommand(line, prompt) {
  line.isCommand = prompt.test(line.text);
  line.text = line.text.replace(prompt, '');
}

const actions = {
  async copy(button, pre) {
    try {
      await navigator.clipboard.writeText(typed(pre));
      say(button, 'Copied');
    } catch {
      getSelection().selectAllChildren(pre);
      say(button, 'Selected: press Ctrl+C');
    }
  },
  async link(button, pre) {
    const { linkTo } = await import('./lines.js');
    location.hash = linkTo(pre.closest('[data-body]'), pre);
    try {
      await navigator.clipboard.writeText(location.href);
      say(button, 'Link copied');
    } catch {
      say(button, 'Link is in the address bar');
    }
  },
  wrap(button, pre) {
    const isWrapped = pre.closest('.code').classList.toggle('wrapped');
    button.setAttribute('aria-pressed', isWrapped);
  },
  download(button, pre) {
    const name = pre.closest('.code').dataset.title.split(/[\\/]/).at(-1);
    const url = URL.createObjectURL(new Blob([`${pre.textContent.replace(/\n+$/, '')}\n`], { type: 'text/plain' }));
    el('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    say(button, 'Saved');
  },
};

function say(button, text) {
  const label = button.dataset.label ??= button.textContent;
  const live = document.querySelector('#said') ?? document.body.appendChild(el('p', { id: 'said', className: 'hidden', role: 'status' }));
  button.textContent = text;
  live.textContent = text;
  setTimeout(() => { button.textContent = label; live.textContent = ''; }, 2000);
}

export const act = (button) => actions[button.dataset.action](button, button.closest('.code').querySelector('pre'));
