import { BEFORE } from '../../stage/scenery.ts';
import { tagMessage } from './changelog.ts';
import { tagCommands } from './commands.ts';
import { actForm, button, flag } from './elements.ts';
import { type Html, html, type Part } from './html.ts';
import type { TagSeen } from './sight.ts';
import { codesIn, trackingIn } from './tracking.ts';
import type { View } from './view.ts';

const NAMES = ['v0.1.0', 'chart/0.1.0'];

/** The project's tags, how to push more by hand, and a form that does the same. */
export function tags(view: View): Html {
  return html`<h2>Tags</h2>
${tagList(view)}
${byForm(view)}
<details id="by-hand"><summary>The same by hand, with git</summary>${byHand(view)}</details>`;
}

function tagList({ sight, viewer }: View): Html {
  const isOld = ({ name }: TagSeen) => name.endsWith(BEFORE);
  const items = sight.tags.map((tag) => {
    const id = `delete-tag-${tag.name.replace(/\W/g, '-')}`;
    const fields = { names: tag.name };
    const form = isOld(tag)
      ? undefined
      : actForm('delete-tags', { id, as: viewer, fields }, button('Delete', { kind: 'quiet' }));
    return html`<li><code>${tag.name}</code> <span class="kind">${tag.isAnnotated ? 'annotated' : 'lightweight'}</span>${form}</li>`;
  });
  return html`<ul class="list">${items}</ul>`;
}

function byForm(view: View): Html {
  const { viewer, sight } = view;
  const kinds = [
    ['signed', 'signed'],
    ['annotated', 'annotated, without a signature'],
    ['lightweight', 'lightweight'],
  ] as const;
  const radios = kinds.map(
    ([value, words], index) =>
      html`<label class="check"><input type="radio" name="kind" value="${value}"${flag('checked', index === 0)}> ${words}</label>`,
  );
  const form = actForm(
    'push-tags',
    { id: 'push-tags', as: viewer, kind: 'stack' },
    html`<label for="tag-names">Names</label><input id="tag-names" name="names" value="${NAMES.join(' ')}" required autocomplete="off" spellcheck="false">
<label for="tag-message">Message</label><textarea id="tag-message" name="message" rows="6" spellcheck="false">${tagMessage(sight.scene)}</textarea>
<fieldset><legend>Kind</legend>${radios}</fieldset>
<label class="check"><input type="checkbox" name="force"> move the tag if it is there</label>
<p class="actions">${button(`Tag and push as ${viewer}`)}</p>`,
  );
  return html`<details id="by-form"><summary>Tag and push as ${viewer}</summary>${form}</details>`;
}

function byHand(view: View): Part {
  const { workplace, viewer, sight } = view;
  if (workplace === undefined)
    return html`<p class="none">A clone for ${viewer} is being made …</p>`;
  const order = { names: NAMES, commit: candidateCommit(view), message: tagMessage(sight.scene) };
  return html`<p>A clone that is ready, with ${viewer}’s name and key:</p>
<pre id="tag-commands" class="shell" tabindex="0" role="region" aria-label="Commands for a shell">${tagCommands(workplace, order)}</pre>
<p class="actions"><button type="button" data-copy="tag-commands">Copy</button></p>`;
}

/** The candidate's commit, from the headline of the tracking issue. */
function candidateCommit({ sight }: View): string | undefined {
  const headline = /^\*\*Ring .*$/m.exec(trackingIn(sight.scene)?.thread.body ?? '')?.[0] ?? '';
  return codesIn(headline).find((code) => /^[0-9a-f]{12}$/.test(code));
}
