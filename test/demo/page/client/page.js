import { sendPressed, sendsForms } from './forms.js';
import { morph } from './morph.js';
import { enter, expect, follow, go, noteNews, openNamed } from './places.js';

let events;
let viewer = new URLSearchParams(location.search).get('as') ?? 'alice';

/** Listens to what the stage shows to somebody. */
function become(name) {
  viewer = name;
  const url = new URL(location.href);
  url.searchParams.set('as', name);
  history.replaceState(null, '', url);
  const radio = document.querySelector(`input[name="viewer"][value="${name}"]`);
  if (radio) radio.checked = true;
  // What somebody else was refused is no news for this person.
  for (const notice of document.querySelectorAll('.notice')) notice.textContent = '';
  events?.close();
  events = new EventSource(`/events?as=${encodeURIComponent(name)}`);
  events.addEventListener('regions', ({ data }) => show(JSON.parse(data).regions));
  events.addEventListener('end', ({ data }) => end(JSON.parse(data).words));
  events.addEventListener('error', () => tell('The demo does not answer. Trying again …'));
  events.addEventListener('open', () => tell(''));
}

function show(regions) {
  const focused = document.activeElement;
  const within = focused?.closest('.next, .thread, .panel');
  const news = Object.entries(regions).flatMap(([name, markup]) =>
    morph(document.getElementById(name), markup),
  );
  noteNews(news);
  follow();
  sendPressed();
  // Whoever worked with the keyboard goes on where the button was.
  if (focused && !focused.isConnected) within?.focus({ preventScroll: true });
}

/** Says something about the page itself, until there is nothing to say. */
function tell(words) {
  const told = document.getElementById('told');
  told.textContent = words;
  told.hidden = words === '';
}

function end(words) {
  events.close();
  tell(words);
  for (const control of document.querySelectorAll('button, input, textarea'))
    control.disabled = true;
}

/** Whoever acted is who goes on, where the act has led. */
sendsForms((form, place) => {
  if (place) expect(place);
  if (!form.closest('.next')) return;
  const tracking = document.querySelector('.thread.tracking');
  if (tracking?.hidden) go(tracking.id);
  const as = form.elements.as.value;
  if (as !== '' && as !== viewer) become(as);
});

document.addEventListener('change', ({ target }) => {
  if (target.name === 'viewer') become(target.value);
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href').slice(1));
});

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (button === null) return;
  const text = document.getElementById(button.dataset.copy);
  const isCopied = await navigator.clipboard.writeText(text.textContent).then(
    () => true,
    () => false,
  );
  // A browser that lets no page write to the clipboard has keys for it.
  if (!isCopied) getSelection().selectAllChildren(text);
  button.textContent = isCopied ? 'Copied' : 'Selected: copy it with the keyboard';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2500);
});

addEventListener('popstate', openNamed);

// What stands still while one scrolls must not hide what one goes to.
new ResizeObserver(([{ target }]) => {
  document.documentElement.style.setProperty('--next', `${target.offsetHeight}px`);
}).observe(document.getElementById('next'));

enter();
become(viewer);
