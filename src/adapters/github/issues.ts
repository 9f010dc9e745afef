import { z } from 'zod';
import type { Repository } from '../../domain/release.ts';
import { after, type Instant, toInstant } from '../../domain/time.ts';
import type { Comment, Issue, Issues, OwnWriting } from '../../plugin/forge.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';

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
  return {
    ...reading(octokit, at),
    ...writing(octokit, at),
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
  const { rest, paginate } = octokit;
  return {
    async get(number: number) {
      const found = await askingFor(`reading #${number}`, () =>
        rest.issues.get({ ...at, issue_number: number }),
      );
      return found === undefined ? undefined : issueOf(found.data);
    },
    async changedSince(since: Instant) {
      const found = await asking('listing issues', 'read', () =>
        paginate(rest.issues.listForRepo, { ...at, ...OLDEST_CHANGE_FIRST, state: 'all', since }),
      );
      return found.filter(({ pull_request: pull }) => pull === undefined).map(issueOf);
    },
    async commentsSince(since: Instant) {
      const found = await asking('listing comments', 'read', () =>
        paginate(rest.issues.listCommentsForRepo, { ...at, ...OLDEST_CHANGE_FIRST, since }),
      );
      return found.map(commentOf);
    },
    async commentsOf(number: number, since: Instant) {
      const found = await asking('listing comments', 'read', () =>
        paginate(rest.issues.listComments, { ...at, issue_number: number, since, per_page: 100 }),
      );
      return found.map(commentOf);
    },
  };
}

const OLDEST_CHANGE_FIRST = { sort: 'updated', direction: 'asc', per_page: 100 } as const;

function writing(octokit: Octokit, at: Place) {
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
    async react(target: Parameters<Issues['react']>[0], content: Parameters<Issues['react']>[1]) {
      await asking('reacting', 'write', async () => {
        if ('comment' in target)
          await reactions.createForIssueComment({ ...at, comment_id: target.comment, content });
        else await reactions.createForIssue({ ...at, issue_number: target.issue, content });
      });
    },
  };
}

async function writingsSince(
  octokit: Octokit,
  at: Place,
  { instant, login }: { readonly instant: Instant; readonly login: string },
): Promise<readonly OwnWriting[]> {
  const { issues, commentsSince } = {
    issues: await asking('listing our issues', 'read', () =>
      octokit.paginate(octokit.rest.issues.listForRepo, {
        ...at,
        ...OLDEST_CHANGE_FIRST,
        state: 'all',
        creator: login,
        since: instant,
      }),
    ),
    commentsSince: await reading(octokit, at).commentsSince(instant),
  };
  const own = commentsSince.filter(({ author }) => author.login === login);
  return [
    ...issues.map((issue) => ({
      issue: issue.number,
      comment: undefined,
      body: issue.body ?? '',
      at: toInstant(issue.created_at),
    })),
    ...own.map(({ issue, id, body, createdAt }) => ({ issue, comment: id, body, at: createdAt })),
  ];
}

const ACTOR = z.object({ id: z.int(), login: z.string(), type: z.string() }).nullable();

const ISSUE = z.object({
  number: z.int(),
  user: ACTOR,
  title: z.string(),
  body: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().optional() })])),
  state: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

function issueOf(answer: unknown): Issue {
  const issue = ISSUE.parse(answer);
  return {
    number: issue.number,
    ...authorOf(issue.user),
    title: issue.title,
    body: issue.body ?? '',
    labels: issue.labels.flatMap((label) =>
      typeof label === 'string' ? label : (label.name ?? []),
    ),
    isOpen: issue.state === 'open',
    createdAt: toInstant(issue.created_at),
    updatedAt: toInstant(issue.updated_at),
  };
}

const COMMENT = z.object({
  id: z.int(),
  issue_url: z.string(),
  user: ACTOR,
  body: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});

function commentOf(answer: unknown): Comment {
  const comment = COMMENT.parse(answer);
  return {
    id: comment.id,
    issue: Number(comment.issue_url.split('/').at(-1)),
    ...authorOf(comment.user),
    body: comment.body ?? '',
    createdAt: toInstant(comment.created_at),
    updatedAt: toInstant(comment.updated_at),
  };
}

/** Somebody whose account is gone is nobody: GitHub shows a ghost, and its words do not count. */
function authorOf(user: z.output<typeof ACTOR>) {
  const { id, login, type } = user ?? { id: 0, login: 'ghost', type: 'Bot' };
  return { author: { id, login }, isBot: type !== 'User' };
}
