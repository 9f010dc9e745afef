import { type Digest, isDigest } from '../../domain/digest.ts';
import { RingmasterError, type TroubleCode } from '../../domain/errors.ts';
import { type ImageFound, inspect } from '../../images/inspect.ts';
import { readManifest } from '../../images/manifest.ts';
import { nearTags, previousTag } from '../../images/near-tags.ts';
import type { Promotion } from '../../images/production.ts';
import type { Registry } from '../../plugin/registry.ts';
import { promotionFor, type Route } from './route.ts';
import type { ExpectedTag, Listed, Wanted } from './wanted.ts';

/** One tag of an image, as both registries show it. */
export type Look = Absent | Present | Unreadable;

interface About extends ExpectedTag {
  readonly image: string;
  readonly isNamed: boolean;
  readonly listed: Listed;
}

/** Staging does not have it. */
export interface Absent extends About {
  readonly kind: 'absent';
  /** Tags that are there and come nearest to it. */
  readonly near: readonly string[];
}

export interface Present extends About {
  readonly kind: 'present';
  readonly promotion: Promotion;
  readonly found: ImageFound;
  /** What production has under the tag. */
  readonly served: Digest | undefined;
  readonly before: Before;
}

/** It cannot be told what it is, or where it comes from and goes to. */
interface Unreadable extends About {
  readonly kind: 'unreadable';
  readonly problem: string;
}

/** The version before, and its platforms; undefined where production does not have it. */
export type Before =
  | { readonly tag: string; readonly platforms: readonly string[] | undefined }
  | undefined;

interface Place {
  readonly route: Route;
  readonly registry: Registry;
}

/** Looks for one image under its tags: named repositories and tags alone, no registry is walked. */
export async function lookFor(wanted: Wanted, place: Place): Promise<readonly Look[]> {
  const look = (tags: readonly ExpectedTag[]) =>
    Promise.all(tags.map((tag) => lookAt(wanted, tag, place)));
  const looks = await look(wanted.tags);
  const there = looks.filter(({ kind }) => kind !== 'absent');
  if (wanted.isCertain || wanted.tags.length === 0) return withNearest(looks, place);
  if (there.length > 0) return there;
  const instead = (await look(wanted.instead)).filter(({ kind }) => kind !== 'absent');
  return instead.length > 0 ? instead : withNearest(looks, place);
}

/** What belongs to this one image; anything else, such as a registry that is down, stops the whole command. */
const OWN_TROUBLES: readonly TroubleCode[] = [
  'artifact-invalid',
  'access-missing',
  'outside-garbled',
];

async function lookAt(wanted: Wanted, tag: ExpectedTag, place: Place): Promise<Look> {
  const { image, isNamed, listed } = wanted;
  const about = { ...tag, image, isNamed, listed };
  try {
    const promotion = promotionFor(image, place.route);
    const staged = { ...promotion.from, path: below(promotion.from.path, promotion.name) };
    const found = await inspect({ ...staged, tag: tag.tag }, place.registry);
    if (found === undefined) return { ...about, kind: 'absent', near: [] };
    const [served, before] = await Promise.all([
      place.registry.digest({ ...promotion.at, tag: tag.tag }),
      versionBefore(about, promotion, place),
    ]);
    return { ...about, kind: 'present', promotion, found, served, before };
  } catch (error) {
    if (!(error instanceof RingmasterError) || !OWN_TROUBLES.includes(error.code)) throw error;
    return { ...about, kind: 'unreadable', problem: error.message };
  }
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

/** The highest listed version below this one, with the platforms of what the list pins for it. */
async function versionBefore(
  { tag, listed }: About,
  { at }: Promotion,
  { registry }: Place,
): Promise<Before> {
  const previous = previousTag(tag, [...listed.keys()]);
  if (previous === undefined) return undefined;
  const digest = listed.get(previous) ?? '';
  const reference = isDigest(digest) ? { ...at, digest } : { ...at, tag: previous };
  const manifest = await registry.manifest(reference);
  if (manifest === undefined) return { tag: previous, platforms: undefined };
  const { kind, children } = readManifest(manifest);
  if (kind === 'index')
    return { tag: previous, platforms: children.flatMap(({ platform }) => platform ?? []) };
  const image = await inspect({ ...at, digest: manifest.digest }, registry);
  return { tag: previous, platforms: image?.parts.flatMap(({ platform }) => platform ?? []) };
}

/** Names the tags that come nearest to what is amiss; only then is a repository asked for its tags. */
async function withNearest(looks: readonly Look[], place: Place): Promise<readonly Look[]> {
  return Promise.all(
    looks.map(async (look) => {
      if (look.kind !== 'absent' || !look.isExpected) return look;
      const { from, name } = promotionFor(look.image, place.route);
      const tags = await place.registry.tags({ ...from, path: below(from.path, name) });
      return { ...look, near: nearTags(look.tag, tags) };
    }),
  );
}
