import { z } from 'zod';
import { PROJECT } from '../../stage/scenery.ts';
import type { Stage } from '../../stage/stage.ts';
import type { Player } from './accounts.ts';
import { threadId } from './addresses.ts';
import type { Levers } from './levers.ts';

/** What acts act on. */
export interface Backstage {
  readonly stage: Stage;
  readonly levers: Levers;
  /** Leads whoever acts to a place on the page, named by an element's id. */
  readonly lead: (place: string) => void;
}

export type Fields = Readonly<Record<string, string>>;
type Act = (at: Backstage, who: Player, fields: Fields) => Promise<void>;

const REPOSITORY = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'is no repository');
const NUMBER = z.coerce.number().int().positive();
const COMMENT = z.object({ repository: REPOSITORY, id: NUMBER });
/** Nothing that git could take for an option. */
const TAG = z.string().regex(/^\w[\w./+-]*$/, 'is no name for a tag');
const NAMES = z
  .string()
  .transform((names) => names.split(/[\s,]+/).filter((name) => name !== ''))
  .pipe(z.array(TAG).min(1, 'name at least one tag'));
const TAGS = z.object({
  names: NAMES,
  message: z.string().default(''),
  kind: z.enum(['signed', 'annotated', 'lightweight']).default('signed'),
  commit: z
    .string()
    .regex(/^(?:[0-9a-f]{7,40})?$/, 'is no commit')
    .default(''),
  force: z.literal('on').optional(),
});

/** Everything that can be done on the page, with the rights of whoever does it. */
export const ACTS = {
  async propose({ stage }, who, fields) {
    const shape = z.object({ title: z.string(), body: z.string(), command: z.string() });
    const { command, ...issue } = shape.parse(fields);
    const person = stage.person(who);
    await person.say(await person.openIssue(issue), command);
  },
  async 'open-issue'({ stage, lead }, who, fields) {
    const shape = z.object({
      title: z.string().min(1),
      body: z.string(),
      form: z.literal('on').optional(),
    });
    const { form, ...issue } = shape.parse(fields);
    const labels = form === undefined ? {} : { labels: ['release-proposal'] };
    const number = await stage.person(who).openIssue({ ...issue, ...labels });
    lead(threadId({ repository: PROJECT, number }));
  },
  async say({ stage }, who, fields) {
    const shape = z.object({ repository: REPOSITORY, number: NUMBER, body: z.string() });
    const { repository, number, body } = shape.parse(fields);
    await stage.person(who).say(number, body, repository);
  },
  async 'edit-comment'({ stage }, who, fields) {
    const { repository, id, body } = COMMENT.extend({ body: z.string() }).parse(fields);
    await stage.person(who).editComment(id, body, repository);
  },
  async 'delete-comment'({ stage }, who, fields) {
    const { repository, id } = COMMENT.parse(fields);
    await stage.person(who).deleteComment(id, repository);
  },
  async merge({ stage }, who, fields) {
    const { repository, number } = z
      .object({ repository: REPOSITORY, number: NUMBER })
      .parse(fields);
    await stage.person(who).merge(repository, number);
  },
  async 'push-tags'({ stage }, who, fields) {
    const { names, message, kind, commit, force } = TAGS.parse(fields);
    const wishes = names.map((name) => ({
      name,
      kind,
      message: message.trim() === '' ? name : message,
      force: force === 'on',
      ...(commit === '' ? {} : { commit }),
    }));
    await stage.person(who).pushTags(wishes);
  },
  async 'delete-tags'({ stage }, who, fields) {
    for (const name of NAMES.parse(fields.names)) await stage.person(who).deleteTag(name);
  },
  async 'publish-release'({ stage }, who, fields) {
    await stage.person(who).publishRelease(z.object({ tag: TAG }).parse(fields).tag);
  },
  async 'rebuild-image'({ stage }, _who, fields) {
    const { version } = z.object({ version: z.string().regex(/^[\w.+-]+$/) }).parse(fields);
    await stage.builder.rebuildImage(version);
  },
  async job({ levers }, _who, fields) {
    await levers.setJob(z.object({ state: z.enum(['pause', 'resume']) }).parse(fields).state);
  },
  async 'lose-webhook'({ levers }) {
    levers.loseWebhook();
  },
  async restart({ stage }) {
    await stage.restart('kill');
  },
} as const satisfies Readonly<Record<string, Act>>;

export type ActName = keyof typeof ACTS;

export function isAct(name: string): name is ActName {
  return Object.hasOwn(ACTS, name);
}
