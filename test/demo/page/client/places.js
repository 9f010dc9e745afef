/** Which conversation is open, which have news, and where links on the page lead. */

const unseen = new Set();
const known = new Set();
let shown = '';

/** Opens the conversation that the address names, or the first. */
export function openNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = document.getElementById(name);
  const thread = target?.closest('.thread');
  if (thread) return open(thread.id);
  if (document.getElementById(shown) === null)
    open(document.querySelector('.thread:not([hidden])')?.id ?? 'new-issue');
}

/** Marks tabs and conversations anew, after the page has changed. */
export function refresh() {
  if (document.getElementById(shown) === null) return openNamed();
  open(shown);
}

/** Opens a tracking issue when it appears, unless somebody is writing. */
export function follow(news) {
  const tracking = news.map((each) => each.closest('.thread.tracking')).find(Boolean);
  const isNew = tracking && !known.has(tracking.id);
  for (const thread of document.querySelectorAll('.thread')) known.add(thread.id);
  if (isNew && !document.activeElement?.matches('textarea, input:not([type])')) go(tracking.id);
}

/** Notes that something changed; what cannot be seen now gets a mark on its tab. */
export function noteNews(news) {
  for (const element of news) {
    const thread = element.closest('.thread');
    if (thread?.hidden) unseen.add(thread.id);
    else glow(element);
  }
  refresh();
}

/** Opens a conversation as a click on its tab would. */
export function go(id) {
  if (location.hash !== `#${id}`) history.replaceState(null, '', `#${id}`);
  open(id);
}

function open(id) {
  shown = id;
  unseen.delete(id);
  for (const thread of document.querySelectorAll('.thread')) thread.hidden = thread.id !== id;
  for (const tab of document.querySelectorAll('.tab')) {
    const name = tab.id.slice('tab-'.length);
    if (name === id) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
    tab.classList.toggle('unseen-news', unseen.has(name));
  }
}

function glow(element) {
  delete element.dataset.changed;
  // Asking for its size makes the browser begin the animation again.
  void element.offsetWidth;
  element.dataset.changed = '';
  setTimeout(() => delete element.dataset.changed, 2600);
}
