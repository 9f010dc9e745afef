import { after } from '../../../../src/domain/time.ts';
import type { Comment, Issue, Issues, OwnWriting } from '../../../../src/plugin/forge.ts';
import { APP } from '../cast.ts';
import { deleteComment, editComment, putFace, writeComment } from '../deeds/comments.ts';
import { editIssue, openIssue } from '../deeds/issues.ts';
import { refused } from '../refusal.ts';
import { type Account, type CommentState, type IssueState, repositoryIn } from '../state.ts';
import { toSecond } from '../time.ts';
import { seen, type View } from './view.ts';

/** How far ahead of GitHub's our clock may be: our adapter looks that much further back. */
const CLOCKS_DIFFER = 5 * 60_000;

/** Issues and comments: read as they are seen, written as they are. */
export function issuesOf(view: View): Issues {
  return { ...reading(view), ...writing(view) };
}

function reading(view: View) {
  const issues = () => seen(view).issues.values().toArray();
  const comments = () => seen(view).comments.values().toArray();
  return {
    async get(number: number) {
      const found = seen(view).issues.get(number);
      return found === undefined ? undefined : issueOf(found);
    },
    async changedSince(instant: string) {
      return since(issues(), instant).map(issueOf);
    },
    async commentsSince(instant: string) {
      return since(comments(), instant).map(commentOf);
    },
    async commentsOf(number: number, instant: string) {
      const own = comments().filter((comment) => comment.number === number);
      return since(own, instant)
        .toSorted((one, other) => one.id - other.id)
        .map(commentOf);
    },
    async ownOf(number: number, instant: string, holding: string): Promise<readonly OwnWriting[]> {
      const earlier = after(instant, -CLOCKS_DIFFER);
      const own = comments().filter(
        ({ number: at, author, body }) =>
          at === number && author.id === APP.id && body.includes(holding),
      );
      return since(own, earlier)
        .toSorted((one, other) => one.id - other.id)
        .map(({ id, body, createdAt }) => ({
          ...{ issue: number, comment: id, body, at: toSecond(createdAt) },
        }));
    },
    async ownSince(instant: string, holding: string): Promise<readonly OwnWriting[]> {
      const earlier = after(instant, -CLOCKS_DIFFER);
      const isOwn = ({ author, body }: { author: Account; body: string }) =>
        author.id === APP.id && body.includes(holding);
      return [
        ...since(issues().filter(isOwn), earlier).map(({ number, body, createdAt }) => ({
          ...{ issue: number, comment: undefined, body, at: toSecond(createdAt) },
        })),
        ...since(comments().filter(isOwn), earlier).map(({ number, id, body, createdAt }) => ({
          ...{ issue: number, comment: id, body, at: toSecond(createdAt) },
        })),
      ];
    },
  };
}

function writing({ ground, name: repository }: View) {
  const at = { by: APP, repository };
  return {
    async open(draft: Parameters<Issues['open']>[0]) {
      return { number: openIssue(ground, at, draft) };
    },
    async edit(number: number, change: Parameters<Issues['edit']>[1]) {
      editIssue(ground, { ...at, number }, change);
    },
    async close(number: number) {
      editIssue(ground, { ...at, number }, { isOpen: false });
    },
    async comment(number: number, body: string) {
      const { id, createdAt } = writeComment(ground, { ...at, number }, body);
      return { id, at: toSecond(createdAt) };
    },
    async editComment(id: number, body: string) {
      return { at: toSecond(editComment(ground, { ...at, id }, body).updatedAt) };
    },
    async removeComment(id: number) {
      const found = repositoryIn(ground.state, repository).comments.get(id);
      if (found === undefined) return;
      if (found.author.id !== APP.id) throw refused(`the comment ${id} is not ours`);
      deleteComment(ground, { ...at, id });
    },
    async react(target: Parameters<Issues['react']>[0], face: Parameters<Issues['react']>[1]) {
      putFace(ground, at, { target, face });
    },
  };
}

/** What changed since then, oldest change first. Nobody can ask GitHub for parts of a second. */
function since<T extends { readonly updatedAt: number }>(
  all: readonly T[],
  instant: string,
): readonly T[] {
  const from = Math.floor(Date.parse(instant) / 1000);
  return all
    .filter(({ updatedAt }) => Math.floor(updatedAt / 1000) >= from)
    .toSorted((one, other) => one.updatedAt - other.updatedAt);
}

function issueOf(issue: IssueState): Issue {
  const { number, title, body, labels, isOpen } = issue;
  return { number, title, body, labels, isOpen, ...said(issue) };
}

function commentOf(comment: CommentState): Comment {
  const { id, number, body } = comment;
  return { id, issue: number, body, ...said(comment) };
}

function said({ author, createdAt, updatedAt }: IssueState | CommentState) {
  return {
    author: { id: author.id, login: author.login },
    isBot: author.type !== 'User',
    createdAt: toSecond(createdAt),
    updatedAt: toSecond(updatedAt),
  };
}
