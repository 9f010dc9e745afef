import type { PlacedTag } from './by-image.ts';
import type { Facts, Staged } from './facts.ts';
import type { Finding } from './finding.ts';
import { brief, named, tagged } from './names.ts';

/** A digest that is judged by the facts, with the tags that it has or is to get. */
export interface Judged {
  readonly image: string;
  readonly digest: string;
  readonly line: number;
  readonly tags: readonly PlacedTag[];
}

/** Where digests and tags disagree with what the list said once, and with the registries. */
export function factFindings(judged: readonly Judged[], facts: Facts): Finding[] {
  return judged.flatMap((each) => [
    ...each.tags.flatMap((tag) => historyFindings(tag, facts)),
    ...each.tags.flatMap((tag) => productionFindings(tag, facts)),
    ...stagingFindings(each, facts),
  ]);
}

function historyFindings({ image, digest, tag, line }: PlacedTag, { history }: Facts): Finding[] {
  const other = history
    ?.get(image)
    ?.get(tag)
    ?.findLast((each) => each !== digest);
  if (other === undefined) return [];
  return [
    {
      rule: 'tag-moved',
      ...{ line, image, digest, tag },
      message: `${tagged(image, tag)} has been ${brief(other)} in this list before, and production keeps what it got first`,
      advice: 'Release the new digest under a new tag.',
    },
  ];
}

function productionFindings(
  { image, digest, tag, line }: PlacedTag,
  { production }: Facts,
): Finding[] {
  const at = { line, image, digest, tag };
  const own = production?.get(image);
  if (production !== undefined && own === undefined) return [notLookedUp(at, 'production')];
  const there = own?.get(tag);
  if (there === undefined || there === digest) return [];
  return [
    {
      rule: 'tag-moved',
      ...at,
      message: `${tagged(image, tag)} is ${brief(there)} in production, where no tag is ever moved`,
      advice: 'Release the new digest under a new tag.',
    },
  ];
}

function stagingFindings(judged: Judged, { staging }: Facts): Finding[] {
  const { image, digest, line, tags } = judged;
  const at = { line, image, digest };
  if (staging === undefined) return [];
  const staged = staging.get(image);
  if (staged === undefined) return [notLookedUp(at, 'staging')];
  if (!staged.digests.has(digest))
    return [
      {
        rule: 'not-in-staging',
        ...at,
        message: `staging does not hold ${brief(digest)} of ${named(image)}, and what is not there is passed over without a word`,
        advice:
          'Compare the digest with the one in staging, or wait until its build has pushed it.',
      },
    ];
  return tags.flatMap((tag) => stagedOtherwise(tag, staged));
}

function stagedOtherwise({ image, digest, tag, line }: PlacedTag, { tags }: Staged): Finding[] {
  const there = tags.get(tag);
  if (there === undefined || there === digest) return [];
  return [
    {
      rule: 'staged-otherwise',
      ...{ line, image, digest, tag },
      message: `${tagged(image, tag)} is ${brief(there)} in staging by now, not ${brief(digest)}`,
      advice: 'Find out which of the two builds is to be released.',
    },
  ];
}

/** Facts that are silent about something prove nothing of it. */
export function notLookedUp(
  at: Pick<Finding, 'line' | 'image' | 'digest' | 'tag'> & { readonly image: string },
  where: 'production' | 'staging' | 'manifests',
): Finding {
  return {
    rule: 'not-looked-up',
    ...at,
    message: `the facts say nothing about ${named(at.image)} in "${where}"`,
    advice: 'Look it up as well, or check it by eye.',
  };
}
