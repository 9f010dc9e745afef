import { z } from 'zod';
import { call } from './api.ts';
import { LISTS, PROJECT } from './scenery.ts';
import type { Stage } from './stage.ts';

/** Everything that people can see on the stage at one moment. */
export interface Scene {
  readonly threads: readonly Thread[];
  readonly releases: readonly ReleaseSeen[];
  readonly messages: readonly string[];
}

/** An issue or pull request with its conversation. */
export interface Thread {
  readonly repository: string;
  readonly number: number;
  readonly author: string;
  readonly title: string;
  readonly body: string;
  /** `open`, `closed`, `merged` or `draft`. */
  readonly state: string;
  /** Of a pull request: what it changes, as a diff. */
  readonly diff: string | undefined;
  readonly comments: readonly CommentSeen[];
}

export interface CommentSeen {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  /** Faces under it, such as `👍`. */
  readonly faces: string;
}

export interface ReleaseSeen {
  readonly tag: string;
  readonly isDraft: boolean;
  readonly body: string;
}

/** Looks at the stage as a member of the audience: with read access and nothing else. */
export async function look(stage: Stage): Promise<Scene> {
  const threads = await Promise.all(
    [PROJECT, LISTS].map((repository) => threadsOf(stage, repository)),
  );
  const releases = await api(stage, `/repos/${PROJECT}/releases`, RELEASES);
  return {
    threads: threads.flat(),
    releases: releases.map(({ tag_name: tag, draft: isDraft, body }) => ({
      tag,
      isDraft,
      body: body ?? '',
    })),
    messages: await stage.chat.messages(),
  };
}

/** The tracking issue that was opened last. */
export function trackingIssue({ threads }: Scene): Thread | undefined {
  return threads.findLast(
    ({ repository, diff, body }) =>
      repository === PROJECT && diff === undefined && body.includes('ringmaster:begin'),
  );
}

const USER = z.object({ login: z.string() });
const ISSUES = z.array(
  z.object({
    number: z.int(),
    user: USER,
    title: z.string(),
    body: z.string().nullable(),
    state: z.string(),
    pull_request: z.unknown().optional(),
  }),
);
const PULL = z.object({ merged: z.boolean(), draft: z.boolean() });
const FILES = z.array(z.object({ filename: z.string(), patch: z.string().optional() }));
const COMMENTS = z.array(
  z.object({
    id: z.int(),
    user: USER,
    body: z.string(),
    reactions: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
);
const RELEASES = z.array(
  z.object({ tag_name: z.string(), draft: z.boolean(), body: z.string().nullable() }),
);

async function threadsOf(stage: Stage, repository: string): Promise<readonly Thread[]> {
  const issues = await api(
    stage,
    `/repos/${repository}/issues?state=all&per_page=100&direction=asc`,
    ISSUES,
  );
  return Promise.all(
    issues.map(async ({ number, user, title, body, state, pull_request: pull }) => ({
      repository,
      number,
      author: user.login,
      title,
      body: body ?? '',
      state: pull === undefined ? state : await pullState(stage, repository, { number, state }),
      diff: pull === undefined ? undefined : await diffOf(stage, repository, number),
      comments: await commentsOf(stage, repository, number),
    })),
  );
}

async function pullState(
  stage: Stage,
  repository: string,
  { number, state }: { readonly number: number; readonly state: string },
): Promise<string> {
  const { merged, draft } = await api(stage, `/repos/${repository}/pulls/${number}`, PULL);
  if (merged) return 'merged';
  return draft && state === 'open' ? 'draft' : state;
}

async function diffOf(stage: Stage, repository: string, number: number): Promise<string> {
  const files = await api(stage, `/repos/${repository}/pulls/${number}/files`, FILES);
  return files.map(({ filename, patch = '' }) => `--- ${filename}\n${patch}`).join('\n');
}

async function commentsOf(
  stage: Stage,
  repository: string,
  number: number,
): Promise<readonly CommentSeen[]> {
  const comments = await api(
    stage,
    `/repos/${repository}/issues/${number}/comments?per_page=100`,
    COMMENTS,
  );
  return comments.map(({ id, user, body, reactions }) => ({
    id,
    author: user.login,
    body,
    faces: Object.entries(FACES)
      .flatMap(([name, face]) => (Number(reactions[name] ?? 0) > 0 ? [face] : []))
      .join(''),
  }));
}

const FACES = { '+1': '👍', '-1': '👎', confused: '😕', rocket: '🚀', eyes: '👀' } as const;

async function api<Schema extends z.ZodType>(
  stage: Stage,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const token = stage.accounts.alice.token;
  return schema.parse(await call({ url: stage.forge.url, token }, 'GET', { path }));
}
