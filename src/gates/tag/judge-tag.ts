import { code, codes, type Prose, person, say } from '../../domain/prose.ts';
import type { Candidate, Person } from '../../domain/release.ts';
import { fail, needsYou, pass, type Verdict } from '../../domain/verdict.ts';
import type { TagName, TagObject } from '../../plugin/forge.ts';
import type { SignatureFinding } from '../../plugin/signatures.ts';
import { differenceInSignedText } from './signed-text.ts';

/** One expected tag, as it was found. */
export interface FoundTag {
  readonly name: string;
  /** Undefined: no such tag. */
  readonly ref: TagName | undefined;
  readonly object: TagObject | undefined;
  readonly signature: SignatureFinding | undefined;
  /** Tags on the candidate's commit whose name comes close. */
  readonly misnamed: readonly string[];
}

/** What is asked of every tag. */
export interface Wanted {
  readonly signedBy: string | undefined;
  readonly changelog: boolean;
}

/** The candidate's commit, and the pull requests of its changelog. */
export type Context = Pick<Candidate, 'commit'> & { readonly changes: readonly number[] };

/** Whether one tag is what the approved candidate needs, and if not, what to do. */
export function judgeTag(found: FoundTag, wanted: Wanted, context: Context): Verdict {
  const { name, ref, object } = found;
  if (ref === undefined) return notThere(found, context);
  if (object === undefined)
    return refused(say`${code(name)} is a lightweight tag, not an annotated one`, name);
  if (object.name !== name)
    return refused(say`${code(name)} holds a tag object that is named ${code(object.name)}`, name);
  if (object.target.kind !== 'commit' || object.target.id !== context.commit)
    return refused(
      say`${code(name)} is on ${object.target.kind} ${code(short(object.target.id))}, the approved commit is ${code(short(context.commit))}`,
      name,
    );
  return judgeSignature(found, wanted) ?? judgeMessage(object, wanted, context) ?? accepted(found);
}

function notThere({ name, misnamed }: FoundTag, { commit }: Context): Verdict {
  const advice = [
    say`an owner runs ${code(`git tag -a -s ${name} ${short(commit)}`)} with the changelog as its message, and ${code(`git push origin ${name}`)}`,
  ];
  if (misnamed.length === 0)
    return needsYou(say`${code(name)} has not been pushed yet`, { advice });
  const others = codes(misnamed);
  return fail(say`${others} is on the approved commit, but the tag must be named ${code(name)}`, {
    advice,
  });
}

function judgeSignature(
  { name, object, signature }: FoundTag,
  wanted: Wanted,
): Verdict | undefined {
  if (wanted.signedBy === undefined) return undefined;
  if (object?.signed === undefined) return refused(say`${code(name)} is not signed`, name);
  switch (signature?.state) {
    case 'good':
      return judgeSignedText(object, { signed: object.signed, by: signature.by });
    case 'foreign':
      return refused(
        say`${code(name)} is signed by the key ${code(signature.key)}, which belongs to nobody of ${wanted.signedBy}`,
        name,
      );
    case 'bad':
      return refused(
        say`${code(name)}: the signature of ${person(signature.by.login)} does not fit: ${signature.reason}`,
        name,
      );
    case 'unfit':
      return refused(
        say`${code(name)} is signed by the key ${code(signature.key)} of ${person(signature.by.login)}, which does not count: ${signature.reason}`,
        name,
      );
    default:
      return refused(
        say`${code(name)}: ${signature?.reason ?? 'the signature was not checked'}`,
        name,
      );
  }
}

function judgeSignedText(
  object: TagObject,
  { signed, by }: { readonly signed: NonNullable<TagObject['signed']>; readonly by: Person },
): Verdict | undefined {
  const difference = differenceInSignedText(object, signed);
  if (difference === undefined) return undefined;
  return refused(
    say`${code(object.name)}: what ${person(by.login)} signed is not this tag: its ${difference} differs`,
    object.name,
  );
}

/** A number that stands by itself; `acme/app#12` is another repository's. */
const PULL_REQUEST = /(?<![\w./-])#(\d+)\b/g;

function judgeMessage(
  { name, message }: TagObject,
  wanted: Wanted,
  { changes }: Context,
): Verdict | undefined {
  if (!wanted.changelog) return undefined;
  const named = new Set([...message.matchAll(PULL_REQUEST)].map(([, number]) => Number(number)));
  const missing = changes.filter((number) => !named.has(number));
  if (missing.length === 0) return undefined;
  const numbers = codes(missing.map((number) => `#${number}`));
  return refused(say`the message of ${code(name)} lacks ${numbers}`, name);
}

function accepted({ name, signature }: FoundTag): Verdict {
  const by = signature?.state === 'good' ? say` signed by ${person(signature.by.login)}` : [];
  return pass(say`${code(name)}${by}`);
}

/** A refused tag was never pinned, so that it may be taken back and made again. */
function refused(reason: Prose, name: string): Verdict {
  return fail(reason, {
    advice: [
      say`take it back with ${code(`git push origin --delete ${name}`)} and ${code(`git tag -d ${name}`)}, then tag again`,
    ],
  });
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
