import type { CommentSeen, ReleaseSeen, Scene, Thread } from './scene.ts';
import { PROJECT } from './scenery.ts';

/** Something that happened on the stage, for people to read. */
export interface Happening {
  /** Who did what where, in one line. */
  readonly title: string;
  /** Markdown; empty where the title says it all. */
  readonly body: string;
}

/** What happened between two looks at the stage, in the order in which people would notice. */
export function happenings(before: Scene, now: Scene): readonly Happening[] {
  return [
    ...now.threads.flatMap((thread) => inThread(threadIn(before, thread), thread)),
    ...now.releases.flatMap((release) => ofRelease(before.releases, release)),
    ...now.messages
      .slice(before.messages.length)
      .map((text) => ({ title: 'Slack, #wg-device-management', body: text })),
  ];
}

function threadIn({ threads }: Scene, { repository, number }: Thread): Thread | undefined {
  return threads.find((each) => each.repository === repository && each.number === number);
}

function inThread(before: Thread | undefined, now: Thread): readonly Happening[] {
  return [
    ...(before === undefined ? [opened(now)] : changed(before, now)),
    ...now.comments.flatMap((comment) => ofComment(before?.comments ?? [], comment, now)),
    ...(before?.comments ?? [])
      .filter(({ id }) => !now.comments.some((comment) => comment.id === id))
      .map(({ author }) => ({
        title: `a comment of ${author} on ${nameOf(now)} is gone`,
        body: '',
      })),
  ];
}

function opened(thread: Thread): Happening {
  const { author, title, body, diff } = thread;
  const changes = diff === undefined ? '' : `\n\n\`\`\`diff\n${diff}\n\`\`\``;
  const kind =
    diff === undefined ? 'issue' : thread.state === 'draft' ? 'draft pull request' : 'pull request';
  return {
    title: `${author} opens the ${kind} ${nameOf(thread)} “${title}”`,
    body: `${visible(body)}${changes}`,
  };
}

function changed(before: Thread, now: Thread): readonly Happening[] {
  const name = nameOf(now);
  const state =
    before.state === now.state
      ? []
      : [{ title: `${name} “${now.title}” is ${now.state} now`, body: '' }];
  const diff =
    before.diff === now.diff || now.diff === undefined
      ? []
      : [{ title: `${name} changes now`, body: `\`\`\`diff\n${now.diff}\n\`\`\`` }];
  const body =
    before.body === now.body ? [] : [{ title: `${name} now begins`, body: beginning(now.body) }];
  const title =
    before.title === now.title ? [] : [{ title: `${name} is called “${now.title}” now`, body: '' }];
  return [...title, ...body, ...diff, ...state];
}

function ofComment(
  before: readonly CommentSeen[],
  comment: CommentSeen,
  thread: Thread,
): readonly Happening[] {
  const { id, author, body, faces } = comment;
  const known = before.find((each) => each.id === id);
  const name = nameOf(thread);
  const answered = faces === (known?.faces ?? '') ? '' : ` ${faces}`;
  if (known === undefined)
    return [{ title: `${author} on ${name}${answered}`, body: visible(body) }];
  if (known.body !== body)
    return [{ title: `a comment of ${author} on ${name} now reads`, body: visible(body) }];
  return answered === ''
    ? []
    : [{ title: `ringmaster[bot]${answered} ${author} on ${name}`, body: '' }];
}

function ofRelease(
  before: readonly ReleaseSeen[],
  { tag, isDraft, body }: ReleaseSeen,
): readonly Happening[] {
  const known = before.find((release) => release.tag === tag);
  if (known === undefined)
    return [{ title: `GitHub release ${tag} is ${isDraft ? 'drafted' : 'published'}`, body }];
  return known.isDraft && !isDraft
    ? [{ title: `GitHub release ${tag} is published`, body: '' }]
    : [];
}

function nameOf({ repository, number }: Thread): string {
  return repository === PROJECT ? `#${number}` : `${repository}#${number}`;
}

/** Marks are for machines. */
function visible(body: string): string {
  return body.replace(/<!--[\s\S]*?-->\n?/g, '').trim();
}

/** Of a long body, what stands above the fold. */
function beginning(body: string): string {
  const text = visible(body);
  const fold = text.indexOf('\n\n<details>');
  return fold < 0 ? text : text.slice(0, fold);
}
