/** Which conversation is open, which have news, and where links on the page lead. */

const unseen = new Set();
/** Tracking issues that were there before. */
const known = new Set();
let shown = '';
/** A place that somebody wants to see as soon as it is there. */
let awaited = '';

/** Opens the page where its address says, or else at the first conversation. */
export function enter() {
  for (const { id } of document.querySelectorAll('.thread.tracking')) known.add(id);
  open(document.querySelector('.thread:not([hidden])').id);
  openNamed();
}

/** Goes to the place that the address names, if it names one. */
export function openNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name !== '') expect(name);
}

/** Goes to a place, if it is there. */
export function go(id) {
  if (document.getElementById(id) === null) return;
  awaited = '';
  if (location.hash !== `#${id}`) history.pushState(null, '', `#${id}`);
  visit(id);
}

/** Goes to a place, at once or as soon as it has come about. */
export function expect(id) {
  awaited = id;
  go(id);
}

/** Goes on to what was awaited, or to a tracking issue that is new, unless somebody is writing. */
export function follow() {
  for (const { id } of document.querySelectorAll('.thread.tracking')) {
    if (!known.has(id) && !isWriting()) go(id);
    known.add(id);
  }
  if (awaited !== '') go(awaited);
}

/** Notes that something changed; what cannot be seen now gets a mark on its tab. */
export function noteNews(news) {
  for (const element of news) {
    const thread = element.closest('.thread');
    if (thread?.hidden) unseen.add(thread.id);
    else glow(element);
  }
  open(shown);
}

function visit(id) {
  const target = document.getElementById(id);
  const thread = target.closest('.thread');
  if (thread) open(thread.id);
  for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details'))
    fold.open = true;
  if (target === thread) showBeginning(thread.closest('.conversation'));
  else showPlace(target);
  target.focus({ preventScroll: true });
}

function showPlace(target) {
  const pane = target.closest('aside');
  // A pane that stands still is scrolled itself, and the conversation beside it is not.
  if (pane && pane.scrollHeight > pane.clientHeight)
    pane.scrollTop += target.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  else target.scrollIntoView({ block: 'nearest' });
  glow(target);
}

/** Scrolls only if the beginning cannot be seen. */
function showBeginning(conversation) {
  const edge = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const { top } = conversation.getBoundingClientRect();
  if (top < edge || top > innerHeight / 2) conversation.scrollIntoView();
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

function isWriting() {
  const field = document.activeElement;
  return field?.matches('textarea, input:not([type])') && field.value !== field.defaultValue;
}

function glow(element) {
  delete element.dataset.changed;
  // Asking for its size makes the browser begin the animation again.
  void element.offsetWidth;
  element.dataset.changed = '';
  setTimeout(() => delete element.dataset.changed, 2600);
}
