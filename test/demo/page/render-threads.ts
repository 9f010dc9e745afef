import type { Thread } from '../../stage/scene.ts';
import { MERGED, PROJECT } from '../../stage/scenery.ts';
import { mayMerge } from './accounts.ts';
import { threadId, threadName } from './addresses.ts';
import { actForm, button, flag } from './elements.ts';
import { type Html, html, type Part } from './html.ts';
import { commentBox, comments, opening } from './render-comments.ts';
import { diff } from './render-diff.ts';
import { isTracking } from './tracking.ts';
import type { View } from './view.ts';

const STATES: Readonly<Record<string, string>> = {
  open: 'Open',
  closed: 'Closed',
  merged: 'Merged',
  draft: 'Draft',
};

/** Links to all conversations: the release first, what was merged before it only on demand. */
export function tabs({ sight }: View): Html {
  const links = ordered(sight.scene.threads).map((thread) => {
    const { title, state, diff: changes } = thread;
    const kind = changes === undefined ? 'issue' : 'pull';
    const old = isOld(thread) ? 'old' : '';
    return html`<a id="tab-${threadId(thread)}" class="tab ${old}" href="#${threadId(thread)}" title="${title}"><span class="icon ${kind} ${state}" role="img" aria-label="${STATES[state]}"></span><span class="title">${title}</span> <span class="number">${threadName(thread)}</span></a>`;
  });
  return html`${links}<a id="tab-new-issue" class="tab more" href="#new-issue" title="New issue"><span aria-hidden="true">+</span><span class="unseen">New issue</span></a>`;
}

/** All conversations; the page shows one at a time. */
export function threads(view: View): Html {
  const all = ordered(view.sight.scene.threads);
  const shown = all.find((thread) => !isOld(thread));
  return html`${all.map((each) => thread(each, view, each === shown))}
${newIssue(view, shown === undefined)}`;
}

function thread(shown: Thread, view: View, isShown: boolean): Html {
  const id = threadId(shown);
  const { title, state, repository, diff: changes } = shown;
  const tracking = isTracking(shown) ? 'tracking' : '';
  return html`<section id="${id}" class="thread ${tracking}" aria-labelledby="${id}-title" tabindex="-1" data-own="hidden"${flag('hidden', !isShown)}>
<header class="thread-head"><h2 id="${id}-title">${title} <span class="number">${threadName(shown)}</span></h2>
<p><span class="state ${state}">${STATES[state]}</span> ${changes === undefined ? 'issue' : 'pull request'} in ${repository}</p></header>
${opening(shown, view)}
${changes === undefined ? undefined : diff(changes, id)}
${comments(shown, view)}
${mergeBox(shown, view)}
${commentBox(shown, view)}
</section>`;
}

/** Whoever has no right may try all the same, and hear it from the forge. */
function mergeBox(shown: Thread, { viewer }: View): Part {
  const { repository, number, state, diff: changes } = shown;
  if (changes === undefined || state === 'closed' || state === 'merged') return undefined;
  const id = `merge-${threadId(shown)}`;
  const may = mayMerge(viewer, repository);
  const who = repository === PROJECT ? 'Owners' : `Reviewers of ${repository}`;
  const words =
    state === 'draft'
      ? 'This is a draft: nobody can merge it.'
      : may
        ? 'Nothing stands in the way of merging.'
        : `${who} may merge this; ${viewer} may not.`;
  return html`<div class="merge-box">${actForm(
    'merge',
    { id, as: viewer, fields: { repository, number } },
    html`<p>${words}</p>${button(may ? `Merge as ${viewer}` : `Try it as ${viewer}`, { kind: may && state === 'open' ? 'primary' : '' })}`,
  )}</div>`;
}

function newIssue({ viewer }: View, isShown: boolean): Html {
  const fields = html`<label for="issue-title">Title</label><input id="issue-title" name="title" required autocomplete="off">
<label for="issue-body">Description</label><textarea id="issue-body" name="body" rows="5"></textarea>
<label class="check"><input type="checkbox" name="form"> It is the form of a release proposal, with its label</label>
<p class="actions">${button(`Open it as ${viewer}`, { kind: 'primary' })}</p>`;
  return html`<section id="new-issue" class="thread" aria-labelledby="new-issue-title" tabindex="-1" data-own="hidden"${flag('hidden', !isShown)}>
<header class="thread-head"><h2 id="new-issue-title">New issue</h2><p>in ${PROJECT}</p></header>
<div class="box">${actForm('open-issue', { id: 'open-issue', as: viewer }, fields)}</div></section>`;
}

function ordered(all: readonly Thread[]): readonly Thread[] {
  return [...all.filter(isTracking).toReversed(), ...all.filter((each) => !isTracking(each))];
}

function isOld({ repository, number }: Thread): boolean {
  return repository === PROJECT && number <= MERGED.length;
}
