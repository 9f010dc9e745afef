import { CHANNEL, PRODUCTION_HOST, STAGING_HOST } from '../../stage/scenery.ts';
import { isOwner } from './accounts.ts';
import { releaseId } from './addresses.ts';
import { actForm, button, shortDigest } from './elements.ts';
import { escapeHtml, type Html, html, type Part } from './html.ts';
import { markdown } from './markdown.ts';
import { sanitize } from './sanitize.ts';
import type { Shelf } from './shelves.ts';
import type { View } from './view.ts';

/** What is staged, what is served, and whether it is the same. */
export function registries({ sight }: View): Html {
  const rows = sight.shelves.map((shelf) => {
    const { what, tag, staged, promoted } = shelf;
    return html`<tr><th scope="row">${what} <code>${tag}</code></th><td>${digestOr(staged)}</td><td>${digestOr(promoted)}</td><td><span class="shelf ${stateOf(shelf)}">${WORDS[stateOf(shelf)]}</span></td></tr>`;
  });
  const image = sight.shelves.findLast(
    ({ what, staged }) => what === 'image' && staged !== undefined,
  );
  const { isJobPaused } = sight;
  return html`<h2>Registries</h2>
<div class="wide" tabindex="0" role="region" aria-label="Tags and digests"><table><thead><tr><th scope="col">Tag</th><th scope="col" title="${STAGING_HOST}">Staging</th><th scope="col" title="${PRODUCTION_HOST}">Production</th><th scope="col"><span class="unseen">How they compare</span></th></tr></thead><tbody>${rows}</tbody></table></div>
<div class="actions">${image === undefined ? undefined : rebuild(image.tag)}
${actForm(
  'job',
  { id: 'job', fields: { state: isJobPaused ? 'resume' : 'pause' } },
  button(isJobPaused ? 'Resume the promotion job' : 'Pause the promotion job'),
)}</div>`;
}

const WORDS = {
  same: 'promoted',
  staged: 'staged',
  served: 'not staged',
  differs: 'differs',
} as const;

function stateOf({ staged, promoted }: Shelf): keyof typeof WORDS {
  if (promoted === undefined) return 'staged';
  if (staged === undefined) return 'served';
  return staged === promoted ? 'same' : 'differs';
}

function digestOr(digest: string | undefined): Html {
  return digest === undefined ? html`<span class="none">none</span>` : shortDigest(digest);
}

function rebuild(tag: string): Html {
  const fields = { version: tag.replace(/^v/, '') };
  const label = html`Build the image again as <code>${tag}</code>`;
  return actForm('rebuild-image', { id: 'rebuild', fields }, button(label));
}

/** What was announced. */
export function slack({ sight, forge }: View): Html {
  const messages = sight.scene.messages.map(
    (text) => html`<li>${{ markup: sanitize(slackMarkup(text), forge) }}</li>`,
  );
  return html`<h2>Slack <span class="number">#${CHANNEL}</span></h2>
${messages.length === 0 ? html`<p class="none">Nothing was announced yet.</p>` : html`<ul class="messages">${messages}</ul>`}`;
}

/** Slack's markup, of which the announcement uses bold text, code and links. */
function slackMarkup(text: string): string {
  const links = text.split(/(<https?:[^<>|]+\|[^<>]*>)/).map((piece, index) => {
    const [, href = '', label = ''] = /^<([^|]+)\|(.*)>$/.exec(piece) ?? [];
    if (index % 2 === 1) return `<a href="${escapeHtml(href)}">${label}</a>`;
    return piece.replace(/[<>]/g, escapeHtml);
  });
  return links
    .join('')
    .replace(/(^|\s)\*([^*\n]+)\*/g, '$1<strong>$2</strong>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replaceAll('\n', '<br>');
}

/** The GitHub releases of the project. */
export function releases({ sight, viewer, forge }: View): Html {
  const all = sight.scene.releases.map(({ tag, isDraft, body }) => {
    return html`<details id="${releaseId(tag)}" class="release"><summary><code>${tag}</code> <span class="state ${isDraft ? 'draft' : 'merged'}">${isDraft ? 'Draft' : 'Published'}</span></summary>
<div class="markdown">${markdown(body, forge)}</div></details>${isDraft ? publish(tag, viewer) : undefined}`;
  });
  return html`<h2>Releases</h2>
${all.length === 0 ? html`<p class="none">No GitHub release yet.</p>` : all}`;
}

function publish(tag: string, viewer: string): Part {
  const id = `publish-${releaseId(tag)}`;
  const label = `${isOwner(viewer) ? 'Publish the draft' : 'Try to publish the draft'} as ${viewer}`;
  return actForm('publish-release', { id, as: viewer, fields: { tag } }, button(label));
}

/** Ways to disturb. */
export function machines({ sight: { webhooksToLose } }: View): Html {
  const lost = webhooksToLose === 0 ? '' : `${webhooksToLose} will get lost.`;
  return html`<h2>Machines</h2>
<div class="actions">${actForm('lose-webhook', { id: 'lose-webhook' }, button('Lose the next webhook'))}
${actForm('restart', { id: 'restart' }, button('Crash Ringmaster and start it again'))}</div>
<p class="aside" aria-live="polite">${lost} What a lost webhook told, Ringmaster finds at its next sweep.</p>`;
}
