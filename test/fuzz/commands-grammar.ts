import fc from 'fast-check';

/** Lines that are commands where nothing around them makes them something else. */
const COMMANDS = [
  ...['/lgtm', '/LGTM', '/lgtm x', '  /lgtm', '   /approve images fine', '/rc from main', '/retry'],
  ...['/lgtm `', '/lgtm <!--', '/lgtm [a', '/lgtm ](b)', '/lgtm -->', '/lgtm x~~', '/lgtm x*'],
  ...['/assign alice', '/lgtm </details>', '/lgtm "', '/lgtm \\', '/hold because “CVE”'],
];

/** What may turn the lines around it into code, HTML or a link, or seem to. */
const INLINES = [
  ...['text', 'a', ' ', '\\', '`', '``', '```', '` `', '*', '**', '_', '~', '~~', '~a', 'b~', '"'],
  ...[
    "'",
    '<',
    '>',
    '<b>',
    '</b>',
    '<b c="',
    '">',
    "<i d='",
    "'>",
    '<b `>',
    '<a href="/">',
    '</a>',
  ],
  ...['<!--', '-->', '<!-->', '<!--->', '--', '<?', '?>', '<!A', '<![CDATA[', ']]>', '<code>'],
  ...[
    '</code>',
    '<details>',
    '</details>',
    '<http://a`b>',
    '<a`b@c.d>',
    '<a:',
    '[',
    ']',
    '![',
    '](',
    '][',
    ']: ',
  ],
  ...[
    ']()',
    '](<',
    '>)',
    '(',
    ')',
    '](/u "',
    '[q]',
    '[q\nq]',
    '](/u (',
    '&#47;lgtm',
    '&lt;',
    '|',
    'a|b',
  ],
];

const LINE_STARTS = [
  ...[
    '# ',
    '###### ',
    '#',
    '> ',
    '>',
    '>\t',
    '- ',
    '-',
    '-\t',
    '-   ',
    '-     ',
    '* ',
    '+ ',
    '1. ',
  ],
  ...[
    '1.',
    '2. ',
    '10) ',
    '123456789. ',
    '1.\t',
    ' ',
    '  ',
    '   ',
    '    ',
    '\t',
    ' \t',
    '```',
    '~~~',
  ],
  ...[
    '``` x',
    '~~~ `',
    '````',
    '<div>',
    '</div>',
    '<pre>',
    '</pre>',
    '<script>',
    '<!--',
    '-->',
    '<?',
  ],
  ...['?>', '<!X', '<![CDATA[', ']]>', '<b>', '</b>', '<b c="d">', '<details>', '</details>', '<x'],
  ...[
    '[q]: /u',
    '[q]:',
    '[q',
    '[a\\]b]: /u "',
    "[q]: /u '",
    '---',
    '***',
    '===',
    '--',
    '=',
    '- - -',
  ],
];

const TABLE_STARTS = ['|a|', 'a|b', '|-|', '-|-', ':-', '|:-:|-|', '[^q]: ', '[^q]:'];

/** How the line before ends. */
const ENDS = ['\n', '\n', '\n', '\n\n', '\n\n', '\r\n', '\r', '\n \n', '  \n', '\\\n'];

interface Grammar {
  /** Whether to write what only GitHub reads as tables and footnotes. */
  readonly github: boolean;
}

/** Comments as nobody writes them, in which everything that is hard to read comes close together. */
export function comments({ github }: Grammar): fc.Arbitrary<string> {
  const starts = github ? [...LINE_STARTS, ...TABLE_STARTS] : LINE_STARTS;
  const inline = fc.array(fc.constantFrom(...INLINES), { maxLength: 5 }).map(together);
  const start = fc.array(fc.constantFrom(...starts), { maxLength: 3 }).map(together);
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...COMMANDS) },
    { weight: 2, arbitrary: fc.tuple(start, fc.constantFrom('', ...COMMANDS)).map(together) },
    { weight: 2, arbitrary: inline },
    { weight: 2, arbitrary: fc.tuple(start, inline).map(together) },
  );
  const lines = fc
    .array(fc.tuple(line, fc.constantFrom(...ENDS)).map(together), { minLength: 1, maxLength: 7 })
    .map(together);
  return fc.oneof(
    { weight: 5, arbitrary: lines },
    { weight: 3, arbitrary: nested(lines) },
    { weight: 2, arbitrary: soup(starts) },
  );
}

/** The same inside of quotes and list items, from some of whose lines the marks are missing. */
function nested(lines: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const mark = fc.constantFrom('> ', '- ', '1. ', '1.   ', '-\t', '>', '10) ', '- > ', '> 2. ');
  return fc
    .tuple(lines, mark, fc.array(fc.nat({ max: 3 }), { maxLength: 8 }))
    .map(([text, first, choices]) =>
      text
        .split('\n')
        .map((each, index) => (index === 0 ? first : prefix(first, choices[index] ?? 0)) + each)
        .join('\n'),
    );
}

function prefix(mark: string, choice: number): string {
  const inside = mark.replace(/[^>\s]/g, ' ');
  return ['', inside, mark, inside.slice(1)][choice] ?? '';
}

/** Everything anywhere. */
function soup(starts: readonly string[]): fc.Arbitrary<string> {
  const bit = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...COMMANDS, ...ENDS) },
    { weight: 2, arbitrary: fc.constantFrom(...INLINES) },
    { weight: 1, arbitrary: fc.constantFrom(...starts) },
    { weight: 2, arbitrary: fc.constant('\n') },
    { weight: 1, arbitrary: fc.constant('\n/lgtm\n') },
  );
  return fc.array(bit, { maxLength: 16 }).map(together);
}

function together(parts: readonly string[]): string {
  return parts.join('');
}
