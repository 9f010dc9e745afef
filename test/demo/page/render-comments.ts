import { createHash } from 'node:crypto';
import type { CommentSeen, Thread } from '../../stage/scene.ts';
import { threadId } from './addresses.ts';
import { actForm, avatar, button, signature } from './elements.ts';
import { type Html, html, type Part } from './html.ts';
import { markdown } from './markdown.ts';
import type { View } from './view.ts';

const FACES: Readonly<Record<string, string>> = {
  '👍': 'thumbs up',
  '👎': 'thumbs down',
  '😕': 'confused',
  '🚀': 'rocket',
  '👀': 'eyes',
};

/** What an issue or pull request begins with. */
export function opening(thread: Thread, { forge }: View): Html {
  const { author, body } = thread;
  return note(
    { id: `${threadId(thread)}-body`, author, body },
    { forge, tools: undefined, feet: undefined },
  );
}

/** What was said since; the viewer can change and delete what is the viewer's own. */
export function comments(thread: Thread, view: View): Part {
  return thread.comments.map((comment) =>
    note(
      { ...comment, id: `comment-${comment.id}` },
      {
        forge: view.forge,
        tools: comment.author === view.viewer ? tools(thread, comment, view) : undefined,
        feet: faces(comment),
      },
    ),
  );
}

export function commentBox(thread: Thread, { viewer }: View): Html {
  const { repository, number } = thread;
  const id = `say-${threadId(thread)}`;
  const box = html`<label for="${id}-body">Comment as ${viewer}</label>
<textarea id="${id}-body" name="body" rows="3" required placeholder="/status, /lgtm, or anything else"></textarea>
<p class="actions">${button(`Comment as ${viewer}`)}</p>`;
  return html`<div class="comment-box">${avatar(viewer)}${actForm('say', { id, as: viewer, fields: { repository, number } }, box)}</div>`;
}

interface Note {
  readonly id: string;
  readonly author: string;
  readonly body: string;
}

function note(
  { id, author, body }: Note,
  {
    forge,
    tools: own,
    feet,
  }: { readonly forge: string; readonly tools: Part; readonly feet: Part },
): Html {
  const words =
    body.trim() === '' ? html`<p class="none">Nothing was written.</p>` : markdown(body, forge);
  return html`<article id="${id}" class="comment" aria-label="${author} wrote" data-revision="${revision(body)}" data-own="data-changed">${avatar(author)}
<div class="bubble"><header>${signature(author)}${own}</header>
<div class="markdown">${words}</div>${feet}</div></article>`;
}

function tools({ repository }: Thread, { id, body }: CommentSeen, { viewer }: View): Html {
  const fields = { repository, id };
  const edit = html`<label for="edit-${id}-body">Your comment</label><textarea id="edit-${id}-body" name="body" rows="3" required>${body}</textarea><p class="actions">${button('Save')}</p>`;
  return html`<div class="tools"><details id="edit-${id}-box"><summary>Edit</summary>
${actForm('edit-comment', { id: `edit-${id}`, as: viewer, fields }, edit)}</details>
${actForm('delete-comment', { id: `delete-${id}`, as: viewer, fields }, button('Delete', { kind: 'quiet' }))}</div>`;
}

function faces({ faces: all }: CommentSeen): Part {
  if (all === '') return undefined;
  const each = [...all].map(
    (face) =>
      html`<span class="face"><img src="/faces.svg#${FACES[face]?.replace(' ', '-')}" alt="" width="16" height="16"> ${FACES[face]}</span>`,
  );
  return html`<footer class="faces"><span class="by">Ringmaster</span> ${each}</footer>`;
}

/** Tells the page whether a text is still the one it shows. */
function revision(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12);
}
