import { RingmasterError } from '../../domain/errors.ts';
import type { Repository } from '../../domain/release.ts';
import { after, type Instant, toInstant } from '../../domain/time.ts';
import type { Comment, Issues, OwnWriting } from '../../plugin/forge.ts';
import { asking, askingFor, orNone } from './failures.ts';
import { commentOf, issueOf } from './issue-answers.ts';
import { CAN_WAIT, type Octokit } from './octokit.ts';
import { everyChange, everyPage } from './paging.ts';

/** How far ahead of GitHub's our clock may be, in milliseconds; GitHub's own has whole seconds. */
const CLOCKS_DIFFER = 5 * 60_000;

interface Place {
  readonly owner: string;
  readonly repo: string;
}

/** Issues and comments of one repository; `self` is the App's own login. */
export function githubIssues(
  octokit: Octokit,
  { owner, name: repo }: Repository,
  self: () => Promise<string>,
): Issues {
  const at = { owner, repo };
  const read = reading(octokit, at);
  return {
    ...read,
    ...writing(octokit, at, self),
    async ownOf(number, instant, holding) {
      const login = await self();
      const comments = await read.commentsOf(number, after(instant, -CLOCKS_DIFFER));
      return comments
        .filter(({ author, body }) => author.login === login && body.includes(holding))
        .map(writingOf);
    },
    async ownSince(instant, holding) {
      const login = await self();
      const earlier = after(instant, -CLOCKS_DIFFER);
      return (await writingsSince(octokit, at, { instant: earlier, login })).filter(({ body }) =>
        body.includes(holding),
      );
    },
  };
}

function reading(octokit: Octokit, at: Place) {
  const { rest } = octokit;
  return {
    async get(number: number) {
      const found = await askingFor(`reading #${number}`, () =>
        rest.issues.get({ ...at, issue_number: number }),
      );
      return found === undefined ? undefined : issueOf(found.data);
    },
    async changedSince(since: Instant) {
      const found = await asking('listing issues', 'read', () =>
        everyChange(since, (from) =>
          rest.issues.listForRepo({
            ...{ ...at, ...OLDEST_CHANGE_FIRST, ...from, state: 'all' },
            request: CAN_WAIT,
          }),
        ),
      );
      return found.filter(({ pull_request: pull }) => pull === undefined).map(issueOf);
    },
    commentsSince: (since: Instant) => listComments(octokit, at, { since, request: CAN_WAIT }),
    async commentsOf(number: number, since: Instant) {
      const found = await asking('listing comments', 'read', () =>
        everyPage(
          (page) =>
            rest.issues.listComments({ ...at, issue_number: number, since, per_page: 100, page }),
          ({ id }) => id,
        ),
      );
      return found.map(commentOf);
    },
  };
}

const OLDEST_CHANGE_FIRST = { sort: 'updated', direction: 'asc', per_page: 100 } as const;

function writing(octokit: Octokit, at: Place, self: () => Promise<string>) {
  const { issues, reactions } = octokit.rest;
  return {
    async open({ title, body, labels }: Parameters<Issues['open']>[0]) {
      const { data } = await asking('opening an issue', 'write', () =>
        issues.create({ ...at, title, body, labels: [...labels] }),
      );
      return { number: data.number };
    },
    async edit(number: number, change: Parameters<Issues['edit']>[1]) {
      await asking(`editing #${number}`, 'write', () =>
        issues.update({ ...at, issue_number: number, ...change }),
      );
    },
    async close(number: number) {
      await asking(`closing #${number}`, 'write', () =>
        issues.update({ ...at, issue_number: number, state: 'closed', state_reason: 'completed' }),
      );
    },
    async comment(number: number, body: string) {
      const { data } = await asking(`commenting on #${number}`, 'write', () =>
        issues.createComment({ ...at, issue_number: number, body }),
      );
      return { id: data.id, at: toInstant(data.created_at) };
    },
    async editComment(id: number, body: string) {
      const { data } = await asking('editing a comment', 'write', () =>
        issues.updateComment({ ...at, comment_id: id, body }),
      );
      return { at: toInstant(data.updated_at) };
    },
    async removeComment(id: number) {
      const found = await askingFor('reading a comment', () =>
        issues.getComment({ ...at, comment_id: id }),
      );
      if (found === undefined) return;
      if (found.data.user?.login !== (await self()))
        throw new RingmasterError('outside-refused', `comment ${id} is not ours to delete`);
      await asking('deleting a comment', 'write', () =>
        orNone(() => issues.deleteComment({ ...at, comment_id: id })),
      );
    },
    async react(target: Parameters<Issues['react']>[0], content: Parameters<Issues['react']>[1]) {
      await asking('reacting', 'write', async () => {
        if ('comment' in target)
          await reactions.createForIssueComment({ ...at, comment_id: target.comment, content });
        else await reactions.createForIssue({ ...at, issue_number: target.issue, content });
      });
    },
  };
}

async function listComments(
  { rest }: Octokit,
  at: Place,
  { since, request = {} }: { readonly since: Instant; readonly request?: object },
): Promise<readonly Comment[]> {
  const found = await asking('listing comments', 'read', () =>
    everyChange(since, (from) =>
      rest.issues.listCommentsForRepo({ ...at, ...OLDEST_CHANGE_FIRST, ...from, request }),
    ),
  );
  return found.map(commentOf);
}

async function writingsSince(
  octokit: Octokit,
  at: Place,
  { instant, login }: { readonly instant: Instant; readonly login: string },
): Promise<readonly OwnWriting[]> {
  const wanted = { ...at, ...OLDEST_CHANGE_FIRST, state: 'all', creator: login } as const;
  const issues = await asking('listing our issues', 'read', () =>
    everyChange(instant, (from) => octokit.rest.issues.listForRepo({ ...wanted, ...from })),
  );
  const comments = await listComments(octokit, at, { since: instant });
  const own = comments.filter(({ author }) => author.login === login);
  return [
    ...issues.map((issue) => ({
      issue: issue.number,
      comment: undefined,
      body: issue.body ?? '',
      at: toInstant(issue.created_at),
    })),
    ...own.map(writingOf),
  ];
}

function writingOf({ issue, id, body, createdAt }: Comment): OwnWriting {
  return { issue, comment: id, body, at: createdAt };
}
