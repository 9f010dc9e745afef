import { type Digest, shortDigest } from '../../domain/digest.ts';
import type { FactSeen } from '../../domain/facts.ts';
import { code, codes, type Prose, persons, say } from '../../domain/prose.ts';
import { fail, needsYou, pass, pending, type Verdict } from '../../domain/verdict.ts';
import type { ImageFound } from '../../images/inspect.ts';
import { missingPlatforms } from '../../images/platforms.ts';
import { abbreviates } from '../../images/revision.ts';
import { type Confirmations, confirmedBy } from './confirmations.ts';
import type { Expected } from './expected.ts';
import { namedParts } from './named-parts.ts';

/** One artifact as staging shows it, and what is expected of it. */
export interface StagedImage {
  readonly name: string;
  /** With tag, as people write it. */
  readonly reference: string;
  /** Undefined: nothing has this tag yet. */
  readonly image: ImageFound | undefined;
  readonly expected: Expected;
}

interface Approved {
  readonly commit: string;
  /** Undefined: the process has no group for it. */
  readonly confirmations: Confirmations | undefined;
  /** Artifacts that may have been pinned before, in a part of the journal that is lost. */
  readonly forgotten: readonly string[];
}

/** Whether one image or chart is complete and comes from the approved commit. */
export function judgeImage(
  staged: StagedImage,
  { commit, confirmations, forgotten }: Approved,
): Verdict {
  const { name, reference, image } = staged;
  if (image === undefined) return pending(say`${code(reference)} is not staged yet`);
  const unfit = unfitReason(staged, image) ?? foreignReason(name, image, commit);
  if (unfit !== undefined) return fail(unfit, { facts: factsOf(name, image, 'watch') });
  const facts = factsOf(name, image, 'pin');
  const isForgotten = forgotten.includes(name);
  if (!isForgotten && image.parts.every(({ revision }) => revision === commit))
    return pass(say`${code(name)} ${shown(image)} built from ${code(commit.slice(0, 12))}`, {
      facts,
    });
  const own = { key: keyOf(name), value: image.digest };
  const vouching = confirmations === undefined ? [] : confirmedBy(confirmations, own);
  if (vouching.length > 0)
    return pass(say`${code(name)} ${shown(image)} confirmed by ${persons(vouching, 'and')}`, {
      facts,
    });
  const advice = [confirmAdvice(name, image, confirmations)];
  const doubt = isForgotten ? FORGOTTEN : vagueness(image, commit);
  return needsYou(say`${code(name)} ${shown(image)} ${doubt}`, {
    facts,
    advice,
  });
}

const FORGOTTEN = say`may be another one than before: that part of the record was lost`;

/** The lines that the checklist folds away: digests in full, platform by platform. */
export function describeImage({ reference, image, expected }: StagedImage): readonly Prose[] {
  if (image === undefined) return [say`${code(reference)}: not there yet`];
  const because = expected.because === undefined ? [] : say`, ${expected.because}`;
  return [
    say`${code(reference)} ${code(image.digest)}${because}`,
    ...namedParts(image).map(({ name, digest }) => say`${name} ${code(digest)}`),
  ];
}

/** How it falls short of naming the commit; one that names another commit is judged before. */
function vagueness({ parts }: ImageFound, commit: string): Prose {
  const revisions = parts.map(({ revision }) => revision);
  const isSilent = revisions.includes(undefined);
  const short = isSilent ? undefined : revisions.find((revision) => revision !== commit);
  return short === undefined
    ? say`does not say which commit it was built from`
    : say`says only ${code(short)} of the commit it was built from`;
}

function confirmAdvice(
  name: string,
  { digest }: ImageFound,
  confirmations: Confirmations | undefined,
): Prose {
  if (confirmations === undefined)
    return say`the process has to say who may confirm it: a group behind ${code('confirmed-by:')}`;
  const command = code(`/confirm ${name} sha256:${shortDigest(digest)}`);
  const { open } = confirmations;
  return open.length === 0
    ? say`nobody is left who could say ${command}`
    : say`make sure of its origin, then say ${command}: ${persons(open, 'or')}`;
}

function unfitReason({ name, expected }: StagedImage, image: ImageFound): Prose | undefined {
  if (image.kind === 'artifact')
    return say`${code(name)} ${shown(image)} is neither an image nor a chart, but something attached to one`;
  if (image.parts.length === 0)
    return say`${code(name)} ${shown(image)} is an index without images`;
  const faulty = image.parts.find(({ fault }) => fault !== undefined);
  if (faulty !== undefined)
    return say`${code(name)} ${shown(image)}: ${code(faulty.platform ?? faulty.digest)} cannot be used: ${faulty.fault ?? ''}`;
  const missing = missingPlatforms(
    expected.platforms,
    image.parts.flatMap(({ platform }) => (platform === undefined ? [] : [{ platform }])),
  );
  if (missing.length === 0) return undefined;
  return say`${code(name)} ${shown(image)} lacks ${codes(missing)}`;
}

function foreignReason(name: string, image: ImageFound, commit: string): Prose | undefined {
  const foreign = image.parts
    .flatMap(({ revision }) => revision ?? [])
    .find((revision) => revision !== commit && !abbreviates(revision, commit));
  if (foreign === undefined) return undefined;
  return say`${code(name)} ${shown(image)} was built from ${code(foreign.slice(0, 12))}, the approved commit is ${code(commit.slice(0, 12))}`;
}

function factsOf(name: string, image: ImageFound, settle: FactSeen['settle']): readonly FactSeen[] {
  const parts = namedParts(image).map((part) => ({
    key: keyOf(`${name}/${part.name}`),
    value: part.digest,
    settle,
  }));
  return [{ key: keyOf(name), value: image.digest, settle }, ...parts];
}

/** The key of the fact that pins an artifact's digest. */
export function keyOf(name: string): string {
  return `artifact:${name}@sha256`;
}

function shown({ digest }: { readonly digest: Digest }): Prose {
  return say`${code(`sha256:${shortDigest(digest)}`)}`;
}
