// The buttons of a code block: copy, wrap, download.

import { el } from './main.js';

// A block that begins with a prompt is a session, whatever its author called it.
const PROMPTS = [/^\$ /, /^(?:>>>|\.\.\.)(?: |$)/];

/** The text of a block as someone would type it: of a console session the commands alone. */
export function typed(pre) {
  const lines = [{ text: '', isCommand: false }];
  for (const node of leaves(pre)) {
    const isPrompt = node.parentElement.closest('.gp');
    node.data.split('\n').forEach((part, index) => {
      if (index) lines.push({ text: '', isCommand: false });
      const line = lines.at(-1);
      if (isPrompt) line.isCommand = true;
      else line.text += part;
    });
  }
  const prompt = PROMPTS.find((each) => each.test(lines.find(({ text }) => text.trim())?.text ?? ''));
  if (prompt) for (const line of lines) markCommand(line, prompt);
  const commands = lines.filter((line) => line.isCommand);
  const kept = commands.length ? commands : lines;
  return kept.map((line) => line.text).join('\n').replace(/\n+$/, '');
}

function markCommand(line, prompt) {
  line.isCommand = prompt.test(line.text);
  line.text = line.text.replace(prompt, '');
}

function leaves(pre) {
  const skipped = '.lineno, .code-removed';
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
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
