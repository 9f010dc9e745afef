import { missingPlatforms } from '../../images/platforms.ts';
import { formatReference } from '../../images/reference.ts';
import type { Absent, Look, Present } from './look.ts';
import type { Route } from './route.ts';
import type { Wish } from './wish.ts';

/** What becomes of one tag of an image. */
export interface Row {
  readonly look: Look;
  /**
   * `new` is to be added, `listed` is there already, `left-out` was never meant;
   * `missing` and `refused` let nothing be promoted.
   */
  readonly state: 'new' | 'listed' | 'left-out' | 'missing' | 'refused';
  /** Empty where the state says it all. */
  readonly reason: string;
}

type Asked = Pick<Wish, 'digests' | 'platforms'>;

/** Judges what was seen. What cannot be told is refused. */
export function judge(look: Look, asked: Asked, route: Route): Row {
  if (look.kind === 'absent') return judgeAbsent(look, asked, route);
  if (look.kind === 'unreadable') return { look, state: 'refused', reason: look.problem };
  const left = leftOut(look, asked);
  if (left !== undefined)
    return { look, state: look.isNamed ? 'refused' : 'left-out', reason: left };
  const elsewhere = taken(look);
  if (elsewhere !== undefined) return { look, state: 'refused', reason: elsewhere };
  if (look.listed.get(look.tag) === look.found.digest) return { look, state: 'listed', reason: '' };
  const problem = unfit(look) ?? lacking(look, asked.platforms);
  if (problem !== undefined) return { look, state: 'refused', reason: problem };
  return { look, state: 'new', reason: '' };
}

function judgeAbsent(look: Absent, { digests }: Asked, { staging }: Route): Row {
  const where = `${staging}/${look.image}`;
  // Whoever asks for digests has said with them which images are meant.
  if (!look.isExpected || (digests.length > 0 && !look.isNamed))
    return {
      look,
      state: 'left-out',
      reason: 'staging has no such tag, nor did the version before',
    };
  const near =
    look.near.length === 0
      ? 'it has no tags, or is not there at all'
      : `the nearest are ${look.near.join(', ')}`;
  return { look, state: 'missing', reason: `${where} has no tag ${look.tag}; ${near}` };
}

function leftOut({ found }: Present, { digests }: Asked): string | undefined {
  if (digests.length === 0 || digests.includes(found.digest)) return undefined;
  return `staging has ${found.digest}, which is none of the digests asked for`;
}

/** A tag that means something else already: what was pulled by it must stay what it was. */
function taken({ tag, listed, found, served, promotion }: Present): string | undefined {
  const entry = listed.get(tag);
  if (entry !== undefined && entry !== found.digest)
    return `the list has ${tag} on ${entry}, staging on ${found.digest}: a tag is never moved, so release it under a new one`;
  if (served !== undefined && served !== found.digest)
    return `${formatReference({ ...promotion.at, tag })} is ${served}, in staging it is ${found.digest}: a tag is never moved, so release it under a new one`;
  return undefined;
}

function unfit({ found }: Present): string | undefined {
  if (found.kind === 'artifact')
    return 'it is neither an image nor a chart, but something attached to one';
  if (found.parts.length === 0) return 'it is an index without images';
  const faulty = found.parts.find(({ fault }) => fault !== undefined);
  return faulty === undefined
    ? undefined
    : `its ${faulty.platform ?? faulty.digest} cannot be used: ${faulty.fault}`;
}

function lacking({ found, before }: Present, wanted: readonly string[]): string | undefined {
  if (found.kind === 'chart') return undefined;
  if (wanted.length === 0 && before !== undefined && before.platforms === undefined)
    return `production does not have ${before.tag}, the version before, so that its platforms cannot be compared: wait for it, or name the platforms with --platform`;
  const expected = wanted.length > 0 ? wanted : (before?.platforms ?? []);
  const present = found.parts.flatMap(({ platform }) =>
    platform === undefined ? [] : { platform },
  );
  const missing = missingPlatforms(expected, present);
  if (missing.length === 0) return undefined;
  const whose = wanted.length > 0 ? 'which --platform names' : `which ${before?.tag} had`;
  return `it lacks ${missing.join(', ')}, ${whose}; where that is meant, name the platforms it shall have with --platform`;
}
