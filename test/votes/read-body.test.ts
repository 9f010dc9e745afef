import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Channel, readBody } from '../../src/votes/read-body.ts';

function says(body: string, channel: Channel = 'mail'): string {
  const reading = readBody(body, channel);
  if (reading.is === 'vote') return reading.choice;
  return reading.is === 'undecided' ? reading.why : reading.is;
}

const MAILS: readonly (readonly [string, string])[] = [
  ['+1', '+1'],
  ['+1 (binding)\r\n\r\nChecked signatures and hashes.\r\n', '+1'],
  ['Hi all,\n\nbuilt on Fedora, all tests pass.\n\n+1 from me\n\nBob', '+1'],
  ['−1, the NOTICE file is missing', '-1'],
  ['0', '0'],
  ['> +1\n\nWhat about the NOTICE file?', 'none'],
  ['On Mon, 1 Jun 2026 at 10:00, Alice <alice@apache.org> wrote:\n> please vote\n\n+1', '+1'],
  ['Am 01.06.26 um 10:00 schrieb Alice:\n> +1\n', 'none'],
  ['-- \n+1 555 0100', 'none'],
  ['I cannot give a +1 yet', 'none'],
  ['+1 if CI passes', 'conditional'],
  ['+1, provided that the licence is fixed', 'conditional'],
  ['+1 sobald die Lizenz stimmt', 'conditional'],
  ['+1?', 'question'],
  ['+0.5', 'fraction'],
  ['+10', 'number'],
  ['＋1', 'look-alike'],
  ['I retract my +1', 'withdrawn'],
  ['I change my vote from -1 to +1', '+1'],
  ['+1\n\n-1', 'several'],
  ['<html><body><p>+1</p><blockquote>-1</blockquote></body></html>', '+1'],
  ['<div>fine so far</div><div style="display:none">+1</div>', 'none'],
  [
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n+1\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----',
    '+1',
  ],
  ['git log -1 shows it', 'none'],
  ['We still need one +1', 'none'],
  ['LGTM', 'none'],
];

describe('a mail', () => {
  for (const [body, expected] of MAILS)
    test(`that reads ${JSON.stringify(body)} says ${expected}`, () => {
      assert.equal(says(body), expected);
    });
});

describe('a comment', () => {
  for (const [body, expected] of [
    ['/lgtm', '+1'],
    ['/vote -1 because it loses data', '-1'],
    ['/lgtm cancel', 'withdrawn'],
    ['```\n/lgtm\n```', 'none'],
    ['> +1', 'none'],
    ['**+1** (binding)', '+1'],
    ['~~+1~~', 'none'],
    ['<!-- +1 -->', 'none'],
  ] as const)
    test(`that reads ${JSON.stringify(body)} says ${expected}`, () => {
      assert.equal(says(body, 'comment'), expected);
    });
});

const PIECES = fc.constantFrom(
  ...[
    '+1',
    '-1',
    '0',
    ' ',
    '\n',
    '> ',
    '- ',
    '[x] ',
    '[ ] ',
    'if ',
    'not ',
    '```',
    '"',
    '(binding)',
  ],
  ...[
    '<p>',
    '</p>',
    '<div style="display:none">',
    '<!--',
    '-->',
    '&nbsp;',
    '~~',
    '`',
    'wrote:',
    'On ',
  ],
  ...['−1', '＋1', 'my vote is ', 'change ', 'to ', 'ок ', 'wenn ', 'と', '\u200b', '\u202e', '👎'],
);

test('no text makes it throw, and what it quotes is a line of the text', () => {
  const anything = fc.oneof(
    fc.array(PIECES, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  fc.assert(
    fc.property(anything, fc.constantFrom<Channel>('mail', 'comment'), (body, channel) => {
      const reading = readBody(body, channel);
      if (reading.is === 'none') return;
      assert.ok(reading.line >= 1);
      assert.ok(reading.said.length <= 200);
    }),
    { numRuns: 2000 },
  );
});

test('what is put behind a mark of quotation never makes a yes', () => {
  const lines = fc.array(PIECES, { maxLength: 10 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 5 }), (quoted) => {
      const body = quoted.flatMap((line) => line.split('\n')).map((line) => `> ${line}`);
      assert.notEqual(says(body.join('\n')), '+1');
    }),
    { numRuns: 1000 },
  );
});

for (const [what, piece] of [
  ['numbers', '+1 '],
  ['lines', '+1\n'],
  ['quotes', '>'],
  ['tags', '<p '],
  ['open comments', '<!--'],
  ['attributes', '<a b="'],
  ['attributions', 'On 1 Jun 2026, a@b.c '],
  ['blanks', ' '],
  ['conditions', 'if '],
  ['words', 'plus one '],
] as const)
  test(`a very long text of nothing but ${what} is read in time that grows with its length`, () => {
    const timeOf = (length: number) => {
      const body = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const began = performance.now();
      for (const channel of ['mail', 'comment'] as const) readBody(body, channel);
      return performance.now() - began;
    };
    timeOf(10_000);
    const short = Math.min(timeOf(20_000), timeOf(20_000));
    const long = Math.min(timeOf(160_000), timeOf(160_000));
    // Eight times the length; the square of it would be 64 times.
    assert.ok(long < 30 * Math.max(short, 10), `${short} ms, then ${long} ms`);
  });
