import { shown } from '../list/shown.ts';
import { compareVersions } from '../list/version-order.ts';
import { missingPlatforms } from '../platforms.ts';
import { type Judged, notLookedUp } from './against-facts.ts';
import type { Facts, ManifestFact } from './facts.ts';
import type { Finding } from './finding.ts';
import { brief, named, tagged } from './names.ts';
import type { WrittenEntry } from './written-list.ts';

/** No message names more platforms than this. */
const MOST_NAMED = 10;

/**
 * Digests that are no image, or run on less than their predecessor does.
 *
 * @param entriesOf the entries of an image, among which the predecessor is.
 */
export function manifestFindings(
  judged: readonly Judged[],
  { manifests }: Facts,
  entriesOf: (image: string) => readonly WrittenEntry[],
): Finding[] {
  if (manifests === undefined) return [];
  return [...Map.groupBy(judged, ({ image }) => image)].flatMap(([image, own]) => {
    const known = knownAmong(entriesOf(image), manifests);
    const fresh = new Set(own.map(({ digest }) => digest));
    const old = known.filter(({ digest }) => !fresh.has(digest));
    return own.flatMap((each) => judgeOne(each, manifests, old.length > 0 ? old : known));
  });
}

/** A digest whose manifest is known, with its first tag. */
interface Known {
  readonly digest: string;
  readonly tag: string;
  readonly fact: ManifestFact;
}

function judgeOne(
  judged: Judged,
  manifests: ReadonlyMap<string, ManifestFact>,
  others: readonly Known[],
): Finding[] {
  const { image, digest, line } = judged;
  const fact = manifests.get(digest);
  if (fact === undefined) return [notLookedUp({ line, image, digest }, 'manifests')];
  if (fact.kind === 'attached') return [attached({ line, image, digest })];
  const before = predecessorOf(judged, others);
  return before === undefined ? [] : platformFindings(judged, fact, before);
}

/** Each digest once, by version, the oldest first. */
function knownAmong(
  entries: readonly WrittenEntry[],
  manifests: ReadonlyMap<string, ManifestFact>,
): readonly Known[] {
  const known = new Map<string, Known>();
  for (const { digest, tags } of entries) {
    const fact = manifests.get(digest.text);
    if (fact === undefined || known.has(digest.text)) continue;
    known.set(digest.text, { digest: digest.text, tag: tags[0]?.text ?? '', fact });
  }
  return [...known.values()].sort((a, b) => compareVersions(a.tag, b.tag));
}

/** The newest of those that are older, else the oldest of those that are newer. */
function predecessorOf({ digest, tags }: Judged, others: readonly Known[]): Known | undefined {
  const at = countNotNewer(others, tags[0]?.tag ?? '');
  const older = others[at - 1]?.digest === digest ? others[at - 2] : others[at - 1];
  return older ?? others.find((other) => other.digest !== digest);
}

function countNotNewer(sorted: readonly Known[], tag: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareVersions(sorted[middle]?.tag ?? '', tag) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function platformFindings(
  { image, digest, line }: Judged,
  { kind, platforms }: ManifestFact,
  before: Known,
): Finding[] {
  const at = { line, image, digest };
  const wanted = before.fact.platforms;
  const missing = missingPlatforms(
    wanted,
    platforms.map((platform) => ({ platform })),
  );
  if (missing.length === 0) return [];
  const old = tagged(image, before.tag);
  if (wanted.length > 1 && kind !== 'index')
    return [
      {
        rule: 'one-platform',
        ...at,
        message: `${brief(digest)} of ${named(image)} is the image of one platform, where ${old} is an index of ${wanted.length}`,
        advice: 'Promote the digest of the index.',
      },
    ];
  return [
    {
      rule: 'fewer-platforms',
      ...at,
      message: `${brief(digest)} of ${named(image)} lacks ${missing.slice(0, MOST_NAMED).map(shown).join(', ')}, which ${old} has`,
      advice: 'Ask whether these platforms were given up, or whether their build failed.',
    },
  ];
}

function attached(at: { line: number; image: string; digest: string }): Finding {
  return {
    rule: 'not-an-image',
    ...at,
    message: `${brief(at.digest)} of ${named(at.image)} is a signature or a statement about an image, and no image`,
    advice: 'Promote the digest of the image itself.',
  };
}
