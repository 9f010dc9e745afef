import { morph } from './morph.js';
import { follow, go, noteNews, openNamed, refresh } from './places.js';

const key = document.querySelector('meta[name="page-key"]').content;
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
  events?.close();
  events = new EventSource(`/events?as=${encodeURIComponent(name)}`);
  events.addEventListener('regions', ({ data }) => show(JSON.parse(data).regions));
  events.addEventListener('end', ({ data }) => end(JSON.parse(data).words));
  events.addEventListener('error', () => tell('The demo does not answer. Trying again …'));
  events.addEventListener('open', () => tell(''));
}

function show(regions) {
  const focused = document.activeElement;
  const within = focused?.closest('#guide, .thread, .panel');
  const news = Object.entries(regions).flatMap(([name, markup]) =>
    morph(document.getElementById(name), markup),
  );
  follow(news);
  noteNews(news);
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
  for (const button of document.querySelectorAll('button')) button.disabled = true;
}

async function send(form) {
  const answer = await fetch(`/acts/${form.dataset.act}`, {
    method: 'POST',
    headers: { 'x-page-key': key },
    body: new URLSearchParams(new FormData(form)),
  });
  if (!answer.ok) throw new Error((await answer.json()).message);
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector('button');
  if (button.getAttribute('aria-disabled') === 'true' || 'sending' in form.dataset) return;
  const notice = form.querySelector('.notice');
  notice.textContent = '';
  form.dataset.sending = '';
  try {
    await send(form);
    sent(form);
  } catch (error) {
    notice.textContent = error.message;
  } finally {
    delete form.dataset.sending;
  }
});

/** What was said is said, and whoever acted is who goes on. */
function sent(form) {
  for (const field of form.querySelectorAll('[data-clear]')) field.value = '';
  form.closest('details')?.removeAttribute('open');
  const as = form.elements.as.value;
  if (form.closest('#guide')) {
    const tracking = document.querySelector('.thread.tracking');
    if (tracking) go(tracking.id);
    if (as !== '' && as !== viewer) become(as);
  }
}

document.addEventListener('change', ({ target }) => {
  if (target.name === 'viewer') become(target.value);
});

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (button === null) return;
  const text = document.getElementById(button.dataset.copy).textContent;
  await navigator.clipboard.writeText(text);
  button.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 1500);
});

document.addEventListener('keydown', (event) => {
  const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
  if (isSend && event.target.form?.dataset.act) event.target.form.requestSubmit();
});

addEventListener('hashchange', () => {
  openNamed();
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
});

openNamed();
refresh();
follow([]);
become(viewer);
