import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { commandLines } from '../../src/speech/command-lines.ts';

const COMMENTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a command alone', '/lgtm', ['lgtm']],
  ['a command with a note', '/lgtm ran the upgrade test', ['lgtm ran the upgrade test']],
  ['several commands in order', 'Thanks!\n/lgtm\n/hold because CVE', ['lgtm', 'hold because CVE']],
  ['Windows line ends and capitals', 'Hi\r\n/LGTM\r\n', ['lgtm']],
  ['up to three blanks before it', '   /lgtm', ['lgtm']],
  ['a dash that a phone made of two hyphens', '/rc —from main', ['rc --from main']],
  ['curly quotes', '/hold because “CVE”', ['hold because "CVE"']],
  ['a dash before a number as a minus', '/lgtm –1', ['lgtm -1']],
  ['every sign that looks like a minus', '/lgtm −1 －1', ['lgtm -1 -1']],
  ['nothing in a path', '/etc/hosts is broken', []],
  ['nothing in a word that goes on', '/lgtm! and /lgtm', []],
  ['nothing in a word with a comma', '/lgtm, but not the chart', []],
  ['nothing in the middle of a line', 'please say /lgtm', []],
  ['nothing in a quote', '> /lgtm', []],
  ['nothing in the lazy rest of a quote', '> he said\n/lgtm', []],
  ['a command after a quote and a blank line', '> he said\n\n/lgtm', ['lgtm']],
  ['nothing in fenced code', '```\n/lgtm\n```', []],
  ['nothing in a fence that never ends', '~~~\n/lgtm', []],
  ['nothing in indented code', 'see\n\n    /lgtm', []],
  ['nothing in inline code over two lines', 'type `\n/lgtm\n`', []],
  ['nothing in an HTML comment', '<!--\n/lgtm\n-->', []],
  ['nothing in a comment inside a paragraph', 'see <!-- \n/lgtm\n-->', []],
  ['nothing in details before a blank line', '<details>\n/lgtm\n</details>', []],
  ['nothing in a list', '- first\n/lgtm', []],
  [
    'nothing in the lazy rest of a very deep list, even after a blank line in it',
    `${'- '.repeat(25)}a\n\n${'  '.repeat(25)}b\n/lgtm`,
    [],
  ],
  ['a command after a very deep list', `${'- '.repeat(25)}a\n\n/lgtm`, ['lgtm']],
  ['nothing in link text', '[see\n/lgtm\n](https://example.org)', []],
  ['nothing in a heading', '/lgtm\n===', []],
  ['nothing in a table', '| a |\n|---|\n/lgtm', []],
  ['nothing as the address of a link definition', '[a]:\n/lgtm', []],
];

for (const [title, comment, expected] of COMMENTS)
  test(`hears ${title}`, () => {
    const heard = commandLines(comment).map(({ name, rest }) => `${name} ${rest}`.trim());
    assert.deepEqual(heard, expected);
  });

test('says on which line a command stands', () => {
  assert.deepEqual(
    commandLines('Hi\n\n/lgtm').map(({ line }) => line),
    [3],
  );
});

const BITS = [
  ...[
    '/lgtm',
    '/promote x',
    'text',
    '\n',
    '\n\n',
    '  \n',
    '> ',
    '- ',
    '1. ',
    '10) ',
    '  ',
    '    ',
    '\t',
  ],
  ...[
    '```',
    '~~~',
    '`',
    '<!--',
    '-->',
    '<div>',
    '</div>',
    '<b>',
    '<a href="',
    '">',
    '<pre>',
    '</pre>',
  ],
  ...['# h', '---', '===', '[a](', 'b)', '[x]', '[', '](', '[q]: /u', '\\', '*', '|', 'a|b', '-|-'],
];

test('never hears what a Markdown parser does not place in a paragraph of its own', () => {
  const comment = fc
    .array(fc.constantFrom(...BITS), { maxLength: 14 })
    .map((bits) => bits.join(''));
  fc.assert(
    fc.property(comment, (markdown) => {
      const reference = new Set(linesOfParagraphs(markdown));
      for (const { line } of commandLines(markdown)) assert.ok(reference.has(line), `line ${line}`);
    }),
    { numRuns: 5000 },
  );
});

test('nor does it where quotes and lists stand within one another deeper than it looks', () => {
  const containers = fc.array(fc.constantFrom('> ', '- ', '1. '), { minLength: 15, maxLength: 40 });
  const rest = fc.array(fc.constantFrom(...BITS, '\n/lgtm', '\n'.padEnd(60), '\n> > '), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(containers, rest, (nest, bits) => {
      const markdown = [...nest, ...bits].join('');
      const reference = new Set(linesOfParagraphs(markdown));
      for (const { line } of commandLines(markdown)) assert.ok(reference.has(line), `line ${line}`);
    }),
    { numRuns: 3000 },
  );
});

describe('whatever a stranger posts is read to its end:', () => {
  // At these sizes a stack overflows, or time that grows with the square is hours.
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['a million quotes', '>'.repeat(1_000_000)],
    ['a million list items', `${'- '.repeat(1_000_000)}a`],
    ['a million numbered items', '1. '.repeat(1_000_000)],
    ['a million quotes in list items', '- > '.repeat(500_000)],
    ['a command before blanks without end', `/lgtm${' '.repeat(2_000_000)}\u2028x`],
  ];
  for (const [title, text] of HOSTILE)
    test(title, () => {
      assert.deepEqual(commandLines(text), []);
      const after = commandLines(`${text}\n\n/lgtm`).map(({ name, rest }) => [name, rest]);
      assert.deepEqual(after, [['lgtm', '']]);
    });
});

/** The lines that begin in plain text of a top-level paragraph, as the reference parser sees it. */
function linesOfParagraphs(markdown: string): readonly number[] {
  const starts = [
    0,
    ...[...markdown.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length),
  ];
  return fromMarkdown(markdown).children.flatMap((block) => {
    if (block.type !== 'paragraph' || block.position === undefined) return [];
    const { start, end } = block.position;
    return starts
      .map((offset, index) => ({ offset, line: index + 1 }))
      .filter(({ line }) => start.line <= line && line <= end.line)
      .filter(({ offset }) => !block.children.some((child) => holds(child, offset)))
      .map(({ line }) => line);
  });
}

interface Offset {
  readonly offset?: number | undefined;
}

interface Placed {
  readonly type: string;
  readonly position?: { readonly start: Offset; readonly end: Offset } | undefined;
}

function holds({ type, position }: Placed, offset: number): boolean {
  if (type === 'text' || type === 'break' || position === undefined) return false;
  return (position.start.offset ?? 0) < offset && offset < (position.end.offset ?? 0);
}
