import type { Complaint } from '../list/yaml-source.ts';
import { factFindings, type Judged } from './against-facts.ts';
import { entriesByImage } from './by-image.ts';
import { changedLineFindings } from './changed-lines.ts';
import { type Change, changeFindings, changeOf } from './changes.ts';
import { generatedFindings, placeholderFindings } from './comments.ts';
import { emptyFindings } from './empty-parts.ts';
import { FACT_KINDS, type Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { inherited } from './inherited.ts';
import { movingTagFindings } from './moving-tags.ts';
import { manifestFindings } from './platforms.ts';
import { repeatFindings } from './repeats.ts';
import { reusedDigestFindings } from './reused-digests.ts';
import { sharedDigestFindings } from './shared-digests.ts';
import { strangeImageFindings } from './strange-images.ts';
import { tagStyleFindings } from './tag-style.ts';
import { type Told, told } from './told.ts';
import { wordFindings } from './words.ts';
import { readWrittenList, type WrittenList } from './written-list.ts';

export interface ListToCheck {
  /** The list as it was; the empty text where there was none, undefined where nobody knows. */
  readonly before?: string | undefined;
  readonly after: string;
  readonly facts?: Facts | undefined;
}

export interface Checked {
  /** What is wrong, or looks so, by line. With a list before: what the change brought. */
  readonly findings: readonly Told[];
  /** What was left out because it was too much to be told. */
  readonly more: { readonly errors: number; readonly warnings: number };
  /** How many things were wrong before and are still. */
  readonly older: number;
  /** What could not be checked, because nobody said what it was before, or is. */
  readonly unchecked: readonly ('before' | (typeof FACT_KINDS)[number])[];
}

/** What a list shows by itself, whatever it was before. */
const RULES: readonly ((list: WrittenList) => Finding[])[] = [
  complaintFindings,
  wordFindings,
  emptyFindings,
  repeatFindings,
  sharedDigestFindings,
  reusedDigestFindings,
  strangeImageFindings,
  movingTagFindings,
  tagStyleFindings,
  placeholderFindings,
];

/**
 * Checks a list of promoted images for what the presubmit of kubernetes/k8s.io lets pass.
 *
 * Never throws, and takes time in the length of the lists (times its logarithm).
 * A list that cannot be read is an error, and so is one before that cannot be:
 * what is not known is never taken to be right.
 */
export function checkList({ before, after, facts = {} }: ListToCheck): Checked {
  const now = readWrittenList(after);
  const own = RULES.flatMap((rule) => rule(now));
  const old = before === undefined ? undefined : readWrittenList(before);
  const change = old === undefined ? undefined : changeOf(old, now);
  const { fresh, older } = inherited(
    own,
    old === undefined ? [] : RULES.flatMap((rule) => rule(old)),
  );
  const all = [
    ...fresh,
    ...(change === undefined ? generatedFindings(now) : comparison(change)),
    ...byFacts(now, change, facts),
  ];
  return {
    ...told(all),
    older,
    unchecked: [
      ...(before === undefined ? (['before'] as const) : []),
      ...FACT_KINDS.filter((kind) => facts[kind] === undefined),
    ],
  };
}

/** What is told of a list that is no text at all, from one of its lines on. */
export function notUtf8(line: number): Checked {
  const message = 'from here on the file is not UTF-8, and nothing in it was checked';
  const advice = 'Save it as UTF-8.';
  const { findings, more } = told([{ rule: 'not-utf8', line, message, advice }]);
  return { findings, more, older: 0, unchecked: ['before', ...FACT_KINDS] };
}

function complaintFindings({ complaints }: WrittenList): Finding[] {
  return complaints.map(({ about, line, message }) => ({
    rule: about,
    line,
    message,
    advice: 'Correct it: promoters refuse the list, or read it as something else.',
  }));
}

function comparison(change: Change): Finding[] {
  const { before, after } = change;
  const complaint = obstacleIn(before);
  if (complaint !== undefined)
    return [
      {
        rule: 'before-no-list',
        line: 1,
        message: `the list before cannot be read, so nobody can say what was moved or removed; its line ${complaint.line}: ${complaint.message}`,
        advice: 'Compare the two by eye, and check this one without the other.',
      },
    ];
  if (before.lines.text === after.lines.text) return [];
  // That it cannot be read is told; that nothing is left of what it said would hide it.
  if (after.images.length === 0 && obstacleIn(after) !== undefined) return [];
  return [...generatedFindings(after), ...changeFindings(change), ...changedLineFindings(change)];
}

/** Why a list, or a part of it, could not be read; unlike a mistake in what was read. */
function obstacleIn({ complaints }: WrittenList): Complaint | undefined {
  return complaints.find(({ about }) => about === 'no-list');
}

/** What was added is judged by the facts; without a list before, everything. */
function byFacts(now: WrittenList, change: Change | undefined, facts: Facts): Finding[] {
  if (FACT_KINDS.every((kind) => facts[kind] === undefined)) return [];
  const judged = judgedIn(now, change);
  const entries = entriesByImage(now.images);
  return [
    ...factFindings(judged, facts),
    ...manifestFindings(judged, facts, (image) => entries.get(image) ?? []),
  ];
}

function judgedIn(now: WrittenList, change: Change | undefined): Judged[] {
  if (change === undefined)
    return now.images.flatMap(({ name, entries }) =>
      entries.map(({ digest, tags }) => {
        const at = { image: name.text, digest: digest.text };
        const placed = tags.map(({ text: tag, line }) => ({ ...at, tag, line }));
        return { ...at, line: digest.line, tags: placed };
      }),
    );
  const { difference, places } = change;
  return difference.added.map(({ image, digest, tags }) => {
    const at = { image, digest };
    const line = places.ofDigest(image, digest) ?? 1;
    const placed = tags.map((tag) => ({ ...at, tag, line: places.ofTag(image, digest, tag) }));
    return { ...at, line, tags: placed };
  });
}
