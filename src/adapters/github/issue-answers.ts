import { z } from 'zod';
import { toInstant } from '../../domain/time.ts';
import type { Comment, Issue } from '../../plugin/forge.ts';

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

/** An issue as GitHub shows it. */
export function issueOf(answer: unknown): Issue {
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

/** A comment as GitHub shows it. */
export function commentOf(answer: unknown): Comment {
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
