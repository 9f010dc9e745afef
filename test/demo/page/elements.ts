import { partOf, playerNamed } from './accounts.ts';
import type { ActName } from './acts.ts';
import { type Html, html, type Part } from './html.ts';

/** A form whose sending is an act; what the forge says against it appears in the form. */
export function actForm(
  act: ActName | 'finish',
  { id, as, fields = {}, kind = '' }: ActFormOptions,
  content: Part,
): Html {
  const hidden = Object.entries({ as: as ?? '', ...fields }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form id="${id}" class="act ${kind}" data-act="${act}" data-own="data-sending data-pressed">${hidden}${content}<p class="notice" id="${id}-notice" role="alert" data-keep></p></form>`;
}

export interface ActFormOptions {
  /** Unique on the page, and the same every time. */
  readonly id: string;
  /** Whose act it is. */
  readonly as?: string | undefined;
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly kind?: string;
}

/** An attribute that is there or not. */
export function flag(name: 'checked' | 'hidden', isSet: boolean): Html | undefined {
  return isSet ? { markup: ` ${name}` } : undefined;
}

/** A button that sends its form. While `isHeld` it can be seen and pressed, and the page sends the form later. */
export function button(label: Part, { kind = '', isHeld = false } = {}): Html {
  const held = isHeld ? { markup: ' aria-disabled="true"' } : undefined;
  return html`<button class="${kind}"${held}>${label}</button>`;
}

/** Text with code in backticks. */
export function withCode(text: string): Part {
  return text
    .split('`')
    .map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`));
}

/** The picture of an account: its first letter. */
export function avatar(login: string): Html {
  const kind = playerNamed(login) ?? 'machine';
  return html`<span class="avatar ${kind}" aria-hidden="true">${login.slice(0, 1)}</span>`;
}

/** `bob` and what bob is. */
export function signature(login: string): Html {
  return html`<b>${login}</b> <span class="part">${partOf(login)}</span>`;
}

/** A digest or commit as people compare it; in full where the pointer rests on it. */
export function shortDigest(digest: string): Html {
  return html`<code title="${digest}">${digest.replace('sha256:', '').slice(0, 12)}</code>`;
}
