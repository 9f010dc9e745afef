import fc from 'fast-check';
import { type Digest, isDigest } from '../../../src/domain/digest.ts';
import type { Addition } from '../../../src/images/list/additions.ts';

/** Tags that some reader of YAML takes for something else than text, and ordinary ones. */
export const TAG: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^v?[0-2]\.[0-9][0-9]?\.[0-3](-(rc|alpha)\.[0-2]|-[0-2]|-minimal)?$/),
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,8}$/).filter((tag) => tag !== 'latest'),
  fc.constantFrom(
    '1.10',
    '1e3',
    '010',
    '0o7',
    '0x1f',
    '1_000',
    'null',
    'Null',
    'no',
    'y',
    'On',
    'TRUE',
  ),
  fc.constantFrom(
    '2024-01-01',
    '1.',
    '0b1',
    '685_230.15',
    '_1',
    '1-1',
    '0.1e1',
    '00',
    'e3',
    '1.2.3',
  ),
);

export const DIGEST: fc.Arbitrary<Digest> = fc
  .stringMatching(/^[0-9a-f]{64}$/)
  .map((hex) => `sha256:${hex}`)
  .filter(isDigest);

const NAME = fc.oneof(
  fc.constantFrom('app', 'app-arm64', 'app-amd64', 'charts/app', 'web', 'api', 'zoo_1', 'a.b'),
  fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/),
);

interface Style {
  readonly newline: string;
  readonly dash: string;
  /** Of a digest, from the column of `dmap` on. */
  readonly indent: string;
  readonly digestQuote: string;
  readonly tagQuote: string;
  readonly form: 'flow' | 'below';
  readonly pad: string;
  readonly separator: string;
  readonly gap: number;
  readonly comment: string;
}

const STYLE: fc.Arbitrary<Style> = fc.record({
  newline: fc.constantFrom('\n', '\r\n'),
  dash: fc.constantFrom('- ', '-   ', ' - '),
  indent: fc.constantFrom('  ', '  ', ' ', '    '),
  digestQuote: fc.constantFrom('"', "'", ''),
  tagQuote: fc.constantFrom('"', "'", ''),
  form: fc.constantFrom('flow', 'flow', 'below'),
  pad: fc.constantFrom('', ' '),
  separator: fc.constantFrom(',', ', ', ' , '),
  gap: fc.integer({ min: 0, max: 2 }),
  comment: fc.constantFrom('', '', ' # built by bob', ' # "x": [y]'),
});

interface Image {
  readonly name: string;
  readonly entries: readonly { digest: string; tags: readonly string[] }[];
}

/** A list in any style that people use, and additions that do not contradict it. */
export const LIST_AND_ADDITIONS: fc.Arbitrary<{ text: string; additions: Addition[] }> = fc
  .record({
    style: STYLE,
    images: fc.array(fc.record({ name: NAME, digests: fc.array(DIGEST, { maxLength: 6 }) }), {
      maxLength: 5,
    }),
    tags: fc.uniqueArray(TAG, { minLength: 60, maxLength: 60 }),
    fresh: fc.array(
      fc.record({ name: NAME, digest: DIGEST, tags: fc.integer({ min: 1, max: 3 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    end: fc.constantFrom('', '\n', '\n\n\n'),
    mark: fc.constantFrom('', '', '\uFEFF'),
    listed: fc.boolean(),
  })
  .map(({ style, images, tags, fresh, end, mark, listed }) => {
    const next = taker(tags);
    const drafts = images.map(({ name, digests }) => ({
      name,
      entries: [...new Set(digests)].map((digest, at) => ({ digest, tags: next(1 + (at % 2)) })),
    }));
    const body = written(drafts, style).join(style.newline);
    const additions = fresh.map(({ name, digest, tags: count }) => ({
      image: name,
      digest,
      tags: next(count),
    }));
    const known = drafts.flatMap(({ name, entries }) =>
      entries.map((entry) => ({ image: name, digest: entry.digest, tags: next(1) })),
    );
    const again = listed ? known.slice(0, 2).filter(isAddition) : [];
    return {
      text: `${mark}${body}${end.replaceAll('\n', style.newline)}`,
      additions: [...additions, ...again],
    };
  });

function isAddition(entry: { image: string; digest: string; tags: string[] }): entry is {
  image: string;
  digest: Digest;
  tags: string[];
} {
  return isDigest(entry.digest) && entry.tags.length > 0;
}

/** Hands out the given tags, each of them once. */
function taker(tags: readonly string[]): (count: number) => string[] {
  let taken = 0;
  return (count) => {
    taken += count;
    return tags.slice(taken - count, taken);
  };
}

function written(images: readonly Image[], style: Style): string[] {
  const column = ' '.repeat(style.dash.length);
  return images.flatMap(({ name, entries }, at) => [
    ...(at > 0 ? Array.from({ length: style.gap }, () => '') : []),
    `${style.dash}name: ${name}${style.comment}`,
    `${column}dmap:`,
    ...entries.flatMap((entry) => writtenEntry(entry, style)),
  ]);
}

function writtenEntry(
  { digest, tags }: { digest: string; tags: readonly string[] },
  { dash, indent: further, digestQuote, tagQuote, form, pad, separator, comment }: Style,
): string[] {
  const indent = ' '.repeat(dash.length) + further;
  const key = `${indent}${digestQuote}${digest}${digestQuote}:`;
  // A plain null is not the text that it looks like.
  const quoted = tags.map((tag) => {
    const quote = tagQuote === '' && /^null$/i.test(tag) ? '"' : tagQuote;
    return `${quote}${tag}${quote}`;
  });
  if (form === 'below') return [key, ...quoted.map((tag) => `${indent}- ${tag}`)];
  return [`${key} [${pad}${quoted.join(separator)}${pad}]${comment}`];
}
