import type { z } from 'zod';
import { type Step, VERBS, type Verb } from '../domain/process.ts';
import { type Duration, parseDuration } from '../domain/time.ts';
import type { Plugins } from '../plugin/load.ts';
import { nearest } from '../speech/nearest.ts';
import { complaints, unknownWord } from './complaints.ts';
import type { Path, Problem, SourceDocument } from './document.ts';
import { commonOptions, pluginsOf, readsValue, stepSchema } from './schema.ts';

const HOUR: Duration = 3_600_000;

/** A step, or what is wrong with it. */
export type StepResult = { readonly step: Step } | { readonly problems: readonly Problem[] };

export interface StepContext {
  readonly source: SourceDocument;
  readonly path: Path;
  readonly plugins: Plugins;
}

/** Reads one line of a ring: a verb with a word behind it, and the options of that word. */
export function readStep(written: unknown, context: StepContext): StepResult {
  const { source, path, plugins } = context;
  if (!isMap(written))
    return {
      problems: [
        source.problemAt(path, 'a step is a verb with a word behind it, such as "check: tag"'),
      ],
    };
  const verbs = VERBS.filter((verb) => verb in written);
  const [verb] = verbs;
  if (verb === undefined) return { problems: [withoutVerb(written, context)] };
  if (verbs.length > 1)
    return {
      problems: [source.problemAt(path, `a step has one verb; here are ${verbs.join(' and ')}`)],
    };

  const word = written[verb];
  const plugin = findPlugin(plugins, verb, word);
  if (plugin === undefined) return { problems: [unknownPlugin(word, verb, context)] };
  const schema = stepSchema(plugin);
  const parsed = schema.safeParse(written);
  if (!parsed.success) {
    const known = Object.keys(schema.shape);
    return { problems: complaints(parsed.error.issues, source, { under: path, known }) };
  }
  return completed(plugin, verb, { written, word: textOf(word) ?? '', context });
}

type Described = NonNullable<ReturnType<typeof findPlugin>>;

function findPlugin(plugins: Plugins, verb: Verb, word: unknown) {
  const candidates = pluginsOf(plugins, verb);
  return candidates.get(textOf(word) ?? '') ?? candidates.values().find(readsValue);
}

interface Written {
  readonly written: Readonly<Record<string, unknown>>;
  /** Behind the verb. */
  readonly word: string;
  readonly context: StepContext;
}

function completed(plugin: Described, verb: Verb, { written, word, context }: Written): StepResult {
  const own = Object.entries(written).filter(([key]) => key !== verb && !isCommon(plugin, key));
  const value = readsValue(plugin) ? plugin.value.read(word) : {};
  const options = { ...value, ...Object.fromEntries(own) };
  const checked: z.ZodSafeParseResult<unknown> = plugin.options.safeParse(options);
  if (!checked.success) {
    const { source, path } = context;
    const message = checked.error.issues.map((issue) => issue.message).join('; ');
    return {
      problems: [source.problemAt([...path, verb], `"${verb}" reads ${word}: ${message}`)],
    };
  }
  return { step: stepOf(plugin, verb, { written, options }) };
}

function stepOf(
  plugin: Described,
  verb: Verb,
  { written, options }: { written: Written['written']; options: Readonly<Record<string, unknown>> },
): Step {
  const text = (key: string) => textOf(written[key]);
  const patience = verb === 'publish' || verb === 'announce' ? 2 * HOUR : 24 * HOUR;
  return {
    name: text('name') ?? defaultName(plugin, options),
    verb,
    uses: plugin.name,
    options,
    if: text('if'),
    optional: written.optional === true,
    parallel: written.parallel === true,
    within: parseDuration(text('within') ?? '') ?? patience,
    by: isCommon(plugin, 'by') ? text('by') : undefined,
  };
}

function isCommon(plugin: Described, key: string): boolean {
  return Object.hasOwn(commonOptions(plugin), key);
}

/**
 * `approve: 2 owners` is called `owners`, and `do: Write the blog post` after its first
 * words; every other step is called like its plug-in.
 */
function defaultName(
  plugin: Described,
  { group, what }: Readonly<Record<string, unknown>>,
): string {
  if (!readsValue(plugin)) return plugin.name;
  if (typeof group === 'string') return group;
  return typeof what === 'string' ? nameFor(what, plugin.name) : plugin.name;
}

const LONGEST_NAME = 30;

function nameFor(text: string, otherwise: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const start = words.findIndex((word) => /^[a-z]/.test(word));
  let name = '';
  for (const word of start < 0 ? [] : words.slice(start)) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (longer.length > LONGEST_NAME) break;
    name = longer;
  }
  return name === '' ? otherwise : name;
}

function withoutVerb(
  written: Readonly<Record<string, unknown>>,
  { source, path }: StepContext,
): Problem {
  const [key] = Object.keys(written);
  if (key === undefined) return source.problemAt(path, 'an empty step');
  return source.problemAtKey(path, key, unknownWord(key, VERBS));
}

function unknownPlugin(word: unknown, verb: Verb, { source, path, plugins }: StepContext): Problem {
  const known = [...pluginsOf(plugins, verb).keys()];
  const at = [...path, verb];
  if (typeof word !== 'string') {
    const found = source.written(at) || 'nothing';
    return source.problemAt(at, `"${verb}" reads ${found}: expected ${known.join(' or ')}`);
  }
  const elsewhere = VERBS.find((other) => pluginsOf(plugins, other).has(word));
  const hint =
    elsewhere !== undefined && nearest(word, known) === undefined
      ? `unknown word "${word}" for ${verb}; it goes with another verb: "${elsewhere}: ${word}"`
      : unknownWord(word, known);
  return source.problemAt(at, hint);
}

/** Whatever else stands where a text belongs is looked at by nobody: a map may bring its own `toString`. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
