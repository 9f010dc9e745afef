import { z } from 'zod';
import { messageOf } from '../domain/errors.ts';
import { code, say } from '../domain/prose.ts';
import { fail, pass, type Remedy } from '../domain/verdict.ts';
import { readValue, replaceValue } from '../files/yaml-value.ts';
import type { Code } from '../plugin/forge.ts';
import { defineGate } from '../plugin/gate.ts';

const options = z.object({
  path: z.string().min(1).describe('The file, from the root of the repository.'),
  key: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The key in a YAML or JSON file, such as `image.tag`. Default: the whole file, as VERSION files have it.',
    ),
  is: z.string().min(1).describe('What must stand there, such as `v$version`.'),
  fix: z
    .boolean()
    .default(true)
    .describe('Whether a pull request with the right value is offered.'),
});

type Options = z.output<typeof options>;

/** Opens when a file of the candidate's commit says what it should, such as the chart's `appVersion`. */
export default defineGate({
  name: 'file',
  verb: 'check',
  title: 'A file of the repository says what it should',
  options,

  async observe({ candidate }, wanted, { forge }: FilePorts): Promise<Observed> {
    const here = valueIn((await forge.code.file(candidate.commit, wanted.path))?.text, wanted.key);
    if (here.value === wanted.is) return { here };
    const head = await forge.code.head();
    const text = (await forge.code.file(head.commit, wanted.path))?.text;
    const there = valueIn(text, wanted.key).value;
    if (there === wanted.is) return { here, fixedOn: head.branch };
    const canBeMended = wanted.fix && text !== undefined && there !== undefined;
    return { here, remedy: canBeMended ? remedyFor(wanted, text) : undefined };
  },

  judge({ here: { value, trouble }, fixedOn, remedy }, wanted) {
    if (value === wanted.is) return pass(say`${where(wanted)} is ${code(wanted.is)}`);
    const reason =
      value === undefined
        ? say`${code(wanted.path)} ${trouble ?? ''}; expected ${code(wanted.is)}`
        : say`${where(wanted)} is ${code(value)}, expected ${code(wanted.is)}`;
    return fail(reason, nextStep(fixedOn, remedy));
  },
});

interface FilePorts {
  readonly forge: { readonly code: Pick<Code, 'file' | 'head'> };
}

interface Observed {
  /** At the candidate's commit. */
  readonly here: Reading;
  /** The default branch, where it says what it should already. */
  readonly fixedOn?: string;
  /** The change that the default branch needs. */
  readonly remedy?: Remedy | undefined;
}

function nextStep(fixedOn: string | undefined, remedy: Remedy | undefined) {
  const rc = say`an owner says ${code('/rc')}`;
  if (fixedOn !== undefined) return { advice: [say`${code(fixedOn)} has the fix: ${rc}`] };
  if (remedy === undefined) return { advice: [say`correct it on the default branch, then ${rc}`] };
  return { advice: [say`merge the pull request with the fix, then ${rc}`], remedy };
}

/** Made from the file as it stands on the default branch, so that nothing newer is undone. */
function remedyFor({ path, key, is }: Options, text: string): Remedy | undefined {
  const content = key === undefined ? `${is}\n` : replaceValue(text, key, is);
  if (content === undefined) return undefined;
  return {
    path,
    content,
    title: key === undefined ? `Set ${path} to ${is}` : `Set ${key} to ${is}`,
  };
}

function where({ path, key }: Options) {
  return key === undefined ? say`${code(path)}` : say`${code(path)}: ${code(key)}`;
}

/** A value, or why there is none. */
interface Reading {
  readonly value?: string | undefined;
  readonly trouble?: string;
}

function valueIn(text: string | undefined, key: string | undefined): Reading {
  if (text === undefined) return { trouble: 'does not exist at this commit' };
  if (key === undefined) return { value: text.trim() };
  try {
    const { value } = readValue(text, key);
    return value === undefined ? { trouble: `has no key ${key}` } : { value };
  } catch (error) {
    return { trouble: `cannot be read: ${messageOf(error)}` };
  }
}
