import { type Digest, shortDigest } from '../../domain/digest.ts';
import type { FactSeen } from '../../domain/facts.ts';
import { code, list, type Prose, say } from '../../domain/prose.ts';
import { fail, needsYou, pass, pending, type Verdict } from '../../domain/verdict.ts';
import type { ImageFound } from '../../images/inspect.ts';
import { missingPlatforms } from '../../images/platforms.ts';

/** One artifact as staging shows it, and what is expected of it. */
export interface StagedImage {
  readonly name: string;
  /** With tag, as people write it. */
  readonly reference: string;
  /** Undefined: nothing has this tag yet. */
  readonly image: ImageFound | undefined;
  readonly platforms: readonly string[];
  /** The image whose platforms are expected again; undefined where the process names them. */
  readonly asBefore: string | undefined;
  /** Digests that an owner has vouched for. */
  readonly confirmed: readonly string[];
}

/** Whether one image or chart is complete and comes from the approved commit. */
export function judgeImage(staged: StagedImage, commit: string): Verdict {
  const { name, reference, image } = staged;
  if (image === undefined) return pending(say`${code(reference)} is not staged yet`);
  const unfit = unfitReason(staged, image) ?? foreignReason(name, image, commit);
  if (unfit !== undefined) return fail(unfit, { facts: factsOf(name, image, 'watch') });
  const facts = factsOf(name, image, 'pin');
  if (image.parts.every(({ revision }) => revision === commit))
    return pass(say`${code(name)} ${shown(image)} built from ${code(commit.slice(0, 12))}`, {
      facts,
    });
  if (staged.confirmed.includes(image.digest))
    return pass(say`${code(name)} ${shown(image)} confirmed by an owner`, { facts });
  return needsYou(say`${code(name)} ${shown(image)} does not say which commit it was built from`, {
    facts,
    advice: [
      say`an owner who has made sure says ${code(`/confirm ${name} sha256:${shortDigest(image.digest)}`)}`,
    ],
  });
}

/** The lines that the checklist folds away: digests in full, platform by platform. */
export function describeImage({ reference, image, asBefore }: StagedImage): readonly Prose[] {
  if (image === undefined) return [say`${code(reference)}: not there yet`];
  const before = asBefore === undefined ? [] : say`, platforms as in ${code(asBefore)}`;
  return [
    say`${code(reference)} ${code(image.digest)}${before}`,
    ...image.parts
      .filter(({ platform }) => platform !== undefined)
      .map(({ platform, digest }) => say`${platform ?? ''} ${code(digest)}`),
  ];
}

function unfitReason({ name, platforms }: StagedImage, image: ImageFound): Prose | undefined {
  if (image.kind === 'artifact')
    return say`${code(name)} ${shown(image)} is neither an image nor a chart, but something attached to one`;
  if (image.parts.length === 0)
    return say`${code(name)} ${shown(image)} is an index without images`;
  const faulty = image.parts.find(({ fault }) => fault !== undefined);
  if (faulty !== undefined)
    return say`${code(name)} ${shown(image)}: ${code(faulty.platform ?? faulty.digest)} cannot be used: ${faulty.fault ?? ''}`;
  const missing = missingPlatforms(
    platforms,
    image.parts.flatMap(({ platform }) => (platform === undefined ? [] : [{ platform }])),
  );
  if (missing.length === 0) return undefined;
  return say`${code(name)} ${shown(image)} lacks ${list(missing.map((platform) => say`${code(platform)}`))}`;
}

function foreignReason(name: string, image: ImageFound, commit: string): Prose | undefined {
  const foreign = image.parts.find(({ revision }) => revision !== undefined && revision !== commit);
  if (foreign === undefined) return undefined;
  return say`${code(name)} ${shown(image)} was built from ${code(foreign.revision?.slice(0, 12) ?? '')}, the approved commit is ${code(commit.slice(0, 12))}`;
}

function factsOf(name: string, image: ImageFound, settle: FactSeen['settle']): readonly FactSeen[] {
  const parts = image.parts.flatMap(({ platform, digest }) =>
    platform === undefined
      ? []
      : [{ key: `artifact:${name}/${platform}@sha256`, value: digest, settle }],
  );
  return [{ key: `artifact:${name}@sha256`, value: image.digest, settle }, ...parts];
}

function shown({ digest }: { readonly digest: Digest }): Prose {
  return say`${code(`sha256:${shortDigest(digest)}`)}`;
}
