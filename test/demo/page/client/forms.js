/** How forms are sent: without leaving the page, once at a time, with the answer in the form. */

const key = document.querySelector('meta[name="page-key"]').content;

/**
 * Sends every form of the page.
 *
 * @param {(form: HTMLFormElement, place: string | undefined) => void} onDone told when an act
 *   was done, and to which place it led
 */
export function sendsForms(onDone) {
  document.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    if ('sending' in form.dataset) return;
    if (isHeld(form)) form.dataset.pressed = '';
    else await submit(form, onDone);
  });

  document.addEventListener('keydown', (event) => {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (isSend && event.target.form?.dataset.act) event.target.form.requestSubmit();
  });
}

/** Sends what was pressed while machines were at work, if it is still there to be pressed. */
export function sendPressed() {
  for (const form of document.querySelectorAll('form[data-pressed]')) {
    if (isHeld(form)) continue;
    delete form.dataset.pressed;
    form.requestSubmit();
  }
}

function isHeld(form) {
  return form.querySelector('button').getAttribute('aria-disabled') === 'true';
}

async function submit(form, onDone) {
  const notice = form.querySelector('.notice');
  notice.textContent = '';
  form.dataset.sending = '';
  try {
    const { refusal, place } = await send(form);
    notice.textContent = refusal ?? '';
    if (refusal === undefined) done(form, place, onDone);
  } catch (error) {
    notice.textContent = error.message;
  } finally {
    delete form.dataset.sending;
  }
}

async function send(form) {
  const answer = await fetch(`/acts/${form.dataset.act}`, {
    method: 'POST',
    headers: { 'x-page-key': key },
    body: new URLSearchParams(new FormData(form)),
  });
  const reply = await answer.json();
  if (!answer.ok) throw new Error(reply.message);
  return reply;
}

/** What was said is said: the form is as it was. */
function done(form, place, onDone) {
  form.reset();
  const fold = form.closest('details');
  if (fold) {
    fold.open = false;
    fold.querySelector('summary').focus({ preventScroll: true });
  }
  onDone(form, place);
}
