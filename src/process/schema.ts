import { z } from 'zod';
import { LOGIN } from '../domain/login.ts';
import type { Verb } from '../domain/process.ts';
import type { Gate } from '../plugin/gate.ts';
import type { Plugins } from '../plugin/load.ts';
import { durationText, groupName } from '../plugin/options.ts';
import type { Publisher } from '../plugin/publisher.ts';

const NAME = /^[a-z][a-z0-9-]*$/;

const name = z
  .string()
  .regex(NAME, 'a name of small letters, digits and hyphens that begins with a letter');

const duration = durationText();

/** Options that every step takes. */
export const COMMON_OPTIONS = {
  name: name
    .optional()
    .describe('What people type and the checklist shows. Default: the word behind the verb.'),
  if: name.optional().describe('Only in releases that take this artifact along.'),
  optional: z.boolean().default(false).describe('Whether the ring may go on without it.'),
  parallel: z
    .boolean()
    .default(false)
    .describe('Whether the steps below may start before it has passed.'),
  within: duration
    .optional()
    .describe(
      'How long it may be pending before it is called stuck. Default: 24h, and 2h for what publishes.',
    ),
};

/** The option of publishers that can prepare a draft. */
export const BY = {
  by: groupName()
    .optional()
    .describe('The group that must agree before it becomes public; a draft is made first.'),
};

const artifact = z
  .strictObject({
    tag: z
      .string()
      .min(1)
      .optional()
      .describe('The git tag that releases it, such as `v$version`.'),
    image: z
      .string()
      .min(1)
      .optional()
      .describe('Where its image or chart is staged, with a tag such as `:v$version`.'),
    platforms: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'a platform such as "linux/arm64"'),
      )
      .min(1)
      .optional()
      .describe('Platforms it must have. Default: those of the version before.'),
  })
  .describe('One thing that can be released.');

const group = z
  .union(
    [z.string().min(1), z.array(z.string().regex(LOGIN)).min(1)],
    'the path of an OWNERS file, or a list of logins',
  )
  .describe('The path of an OWNERS file, or a list of GitHub logins.');

function isFilled(map: object): boolean {
  return Object.keys(map).length > 0;
}

/** The top level of a process file; steps are read one by one with the schema of their plug-in. */
export const processShape = z.strictObject({
  product: name.describe('The name of what is released.'),
  artifacts: z
    .record(name, artifact)
    .refine(isFilled, 'at least one thing to release')
    .describe('What a release consists of.'),
  people: z.record(name, group).describe('Groups of people by name.'),
  waivers: z
    .strictObject({
      by: groupName()
        .optional()
        .describe('The group that may waive a check. Default: whoever promotes its ring.'),
      max: duration.default('7d').describe('How long a waiver may last.'),
    })
    .prefault({})
    .describe('Going on although a check has not passed.'),
  issue: z
    .strictObject({
      title: z
        .string()
        .min(1)
        .optional()
        .describe('Title of the tracking issue. Default: "Release " and the tags.'),
      labels: z.array(z.string().min(1)).default([]).describe('Labels of the tracking issue.'),
    })
    .prefault({})
    .describe('The tracking issue.'),
  rings: z
    .record(
      name,
      z.strictObject({
        steps: z.array(z.unknown()).describe('What happens, in order.'),
        promote: z
          .union([z.literal('auto'), z.array(z.unknown()).min(1)], 'a list of sign-offs, or "auto"')
          .optional()
          .describe('Who opens the next ring; `auto`: nobody has to.'),
      }),
    )
    .refine(isFilled, 'at least one ring')
    .optional()
    .describe('The stages of a release, in order.'),
  steps: z
    .array(z.unknown())
    .min(1)
    .optional()
    .describe('Instead of `rings`: the steps of a single ring.'),
});

type Described = Gate | Publisher;

/** Plug-ins by the verb that they are called with. */
export function pluginsOf(plugins: Plugins, verb: Verb): ReadonlyMap<string, Described> {
  const all: readonly Described[] = [...plugins.gates.values(), ...plugins.publishers.values()];
  return new Map(all.filter((each) => each.verb === verb).map((each) => [each.name, each]));
}

/** Whether the word behind a verb is the plug-in's name, or a value that the plug-in reads itself. */
export function readsValue(
  plugin: Described,
): plugin is Gate & { value: NonNullable<Gate['value']> } {
  return plugin.kind === 'gate' && plugin.value !== undefined;
}

/** Options that the steps of a plug-in take without a word of its own about them. */
export function commonOptions(plugin: Described): z.ZodRawShape {
  const drafts = plugin.kind === 'publisher' && plugin.drafts;
  return drafts ? { ...COMMON_OPTIONS, ...BY } : COMMON_OPTIONS;
}

/** The schema of a step as it is written, for the file's reader and for editors alike. */
export function stepSchema(plugin: Described): z.ZodObject {
  const value = readsValue(plugin) ? z.string().min(1) : z.literal(plugin.name);
  const behindVerb = readsValue(plugin) ? plugin.value.options : [];
  const own = Object.entries(plugin.options.shape).filter(([key]) => !behindVerb.includes(key));
  return z
    .strictObject({ [plugin.verb]: value, ...commonOptions(plugin), ...Object.fromEntries(own) })
    .describe(plugin.title);
}
