import { z } from 'zod';
import { messageOf } from '../domain/errors.ts';
import { code, say } from '../domain/prose.ts';
import { fail, pass, type Remedy, type Verdict } from '../domain/verdict.ts';
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

  async observe({ candidate }, wanted, { forge }: FilePorts) {
    const text = (await forge.code.file(candidate.commit, wanted.path))?.text;
    if (text === undefined || valueIn(text, wanted.key) === wanted.is)
      return { text, fixedBy: undefined };
    const head = await forge.code.head();
    const there = (await forge.code.file(head.commit, wanted.path))?.text;
    const fixed = there !== undefined && valueIn(there, wanted.key) === wanted.is;
    return { text, fixedBy: fixed ? head : undefined };
  },

  judge({ text, fixedBy }, wanted) {
    const { path, key, is } = wanted;
    if (text === undefined) return fail(say`${code(path)} does not exist at this commit`);
    const found = valueIn(text, key);
    if (found instanceof Error) return fail(say`${code(path)} cannot be read: ${messageOf(found)}`);
    if (found === is) return pass(say`${where(wanted)} is ${code(is)}`);
    if (found === undefined)
      return fail(say`${code(path)} has no key ${code(key ?? '')}; expected ${code(is)}`);
    return mismatch(wanted, { text, found, fixedBy });
  },
});

interface FilePorts {
  readonly forge: { readonly code: Pick<Code, 'file' | 'head'> };
}

interface Mismatch {
  readonly text: string;
  readonly found: string;
  /** The default branch, where it says what it should already. */
  readonly fixedBy: { readonly branch: string; readonly commit: string } | undefined;
}

function mismatch(wanted: Options, { text, found, fixedBy }: Mismatch): Verdict {
  const reason = say`${where(wanted)} is ${code(found)}, expected ${code(wanted.is)}`;
  const rc = say`an owner says ${code('/rc')}`;
  if (fixedBy !== undefined)
    return fail(reason, { advice: [say`${code(fixedBy.branch)} has the fix: ${rc}`] });
  const remedy = wanted.fix ? remedyFor(wanted, text) : undefined;
  if (remedy === undefined)
    return fail(reason, { advice: [say`correct it on the default branch, then ${rc}`] });
  return fail(reason, { advice: [say`merge the pull request with the fix, then ${rc}`], remedy });
}

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

function valueIn(text: string, key: string | undefined): string | undefined | Error {
  if (key === undefined) return text.trim();
  try {
    return readValue(text, key).value;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
