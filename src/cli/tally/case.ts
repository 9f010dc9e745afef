import { z } from 'zod';
import { Misuse } from '../../terminal.ts';

const instant = z.iso.datetime({ offset: true, error: 'a moment such as "2026-06-10T10:00:00Z"' });
const name = z.string().min(1).max(200);
const text = z.string();

const thread = z.object({
  roster: z.object({
    pmc: z.array(name),
    committers: z.array(name).default([]),
    emails: z.record(z.string(), name).default({}),
    domain: name.default('apache.org'),
  }),
  policy: z
    .object({
      kind: z.enum(['release', 'procedural']).default('release'),
      min_hours: z.number().min(0).max(10_000).default(72),
      min_binding_plus_one: z.int().min(0).max(1000).default(3),
    })
    .prefault({}),
  start: instant,
  now: instant,
  extended_to: instant.optional(),
  messages: z
    .array(
      z.object({
        from: text,
        date: instant,
        subject: text.default(''),
        body: text,
        message_id: text.optional(),
        authentication_results: text.optional(),
      }),
    )
    .max(10_000),
});

const discussion = z.object({
  roster: z.object({
    approvers: z.record(z.string().regex(/^\d+$/, 'the numeric id of an account'), name),
    policy: z.object({ min: z.int().min(1).max(1000) }),
  }),
  comments: z
    .array(
      z.object({
        id: z.union([z.int(), text]).optional(),
        login: name,
        user_id: z.int(),
        type: z.enum(['User', 'Bot']).default('User'),
        body: text,
        original_body: text.optional(),
        created_at: instant,
        edited_at: instant.optional(),
        edited_by: z.int().optional(),
        deleted_at: instant.optional(),
        candidate: name.optional(),
      }),
    )
    .max(10_000),
});

const single = z.object({
  body: text,
  channel: z.enum(['email', 'github-comment']).default('email'),
});

const count = z.int().min(0);
const score = z.object({
  binding_plus: count,
  binding_minus: count,
  hours_elapsed: z.number().min(0),
  min_hours: z.number().min(0),
});

export type Thread = z.output<typeof thread>;
export type Discussion = z.output<typeof discussion>;
export type Single = z.output<typeof single>;
export type Score = z.output<typeof score>;

/** One case, by the words that only its kind has. */
export type Case =
  | { readonly is: 'thread'; readonly read: Thread }
  | { readonly is: 'discussion'; readonly read: Discussion }
  | { readonly is: 'single'; readonly read: Single }
  | { readonly is: 'score'; readonly read: Score };

/** @throws Misuse, naming the place, where it is none of them. */
export function readCase(data: unknown, where: string): Case {
  if (has(data, 'messages')) return { is: 'thread', read: parsed(thread, data, where) };
  if (has(data, 'comments')) return { is: 'discussion', read: parsed(discussion, data, where) };
  if (has(data, 'body')) return { is: 'single', read: parsed(single, data, where) };
  if (has(data, 'binding_plus')) return { is: 'score', read: parsed(score, data, where) };
  throw new Misuse(
    `${where} is no case: it has neither "messages" nor "comments", "body" or "binding_plus"`,
  );
}

function has(data: unknown, key: string): boolean {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key);
}

function parsed<Shape extends z.ZodType>(
  shape: Shape,
  data: unknown,
  where: string,
): z.output<Shape> {
  const result = shape.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new Misuse(
    `${where}${path === '' ? '' : `, ${path}`}: ${issue?.message ?? 'not readable'}`,
  );
}
