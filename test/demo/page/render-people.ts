import { PLAYERS, partOf } from './accounts.ts';
import { avatar, flag } from './elements.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

/** Whose part is taken. */
export function people({ viewer }: View): Html {
  const choices = PLAYERS.map((login) => {
    return html`<label class="person"><input type="radio" name="viewer" value="${login}"${flag('checked', login === viewer)}>${avatar(login)}<span class="who"><b>${login}</b> <span class="part">${partOf(login)}</span></span></label>`;
  });
  return html`<fieldset class="people"><legend>You are</legend><div class="choices">${choices}</div></fieldset>`;
}
