import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { marked, type Token } from 'marked';
import {
  codeSpan,
  escapeMarkdown,
  escapeSlack,
  linkTarget,
  visible,
} from '../../src/show/safe-text.ts';

describe('somebody else’s words in Markdown', () => {
  const HOSTILE: readonly (readonly [string, string, RegExp])[] = [
    ['mention nobody', 'thanks @alice and @acme/team', /@(?=[a-z])/],
    ['link no issue', 'see #12, acme/app#12 and GH-12', /#(?=\d)|GH-(?=\d)/],
    ['make no link', 'see https://evil.test and www.evil.test', /https:|www\./],
    ['hold no HTML', '<img src=x onerror=alert(1)><!-- ringmaster:begin -->', /[<>]/],
    ['are no heading', '# big', /^#/],
    ['are one line', 'one\n\n# two\r\nthree', /[\r\n]/],
    ['hide nothing', 'v1.0\u202e0.1v\u200b', /[\u202e\u200b]/],
  ];
  for (const [title, text, never] of HOSTILE)
    test(title, () => {
      assert.doesNotMatch(escapeMarkdown(text), never);
    });

  test('are read back as just those words', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(words, (text) => {
        const shown = marked.lexer(`Title: ${escapeMarkdown(text)}`);
        assert.deepEqual(dangerous(shown), []);
      }),
      { numRuns: 3000 },
    );
  });

  test('made of Markdown alone are still just words', () => {
    const bits = fc.array(
      fc.constantFrom(
        '[',
        ']',
        '(',
        ')',
        '`',
        '*',
        '_',
        '~',
        '<',
        '>',
        '!',
        '|',
        '\\',
        '#',
        '-',
        '@a',
        'http://x',
        ' ',
        '\n',
        '&lt;',
        '<b>',
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(bits, (parts) => {
        assert.deepEqual(dangerous(marked.lexer(`Title: ${escapeMarkdown(parts.join(''))}`)), []);
      }),
      { numRuns: 5000 },
    );
  });
});

/** Everything in a rendered text that is more than words. */
function dangerous(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    const inner = 'tokens' in token && Array.isArray(token.tokens) ? dangerous(token.tokens) : [];
    return ['paragraph', 'text', 'escape', 'space'].includes(token.type)
      ? inner
      : [token.type, ...inner];
  });
}

describe('inline code', () => {
  test('holds whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '<', '@') }), (text) => {
        const [paragraph] = marked.lexer(`x ${codeSpan(text)} y`);
        const inner =
          paragraph !== undefined && 'tokens' in paragraph ? (paragraph.tokens ?? []) : [];
        const spans = inner.filter(({ type }) => type === 'codespan');
        assert.equal(spans.length, 1, codeSpan(text));
        assert.ok(inner.every(({ type }) => type === 'codespan' || type === 'text'));
      }),
    );
  });

  test('shows what hides', () => {
    assert.equal(codeSpan('v1.0.0\u202e1.0v'), '`v1.0.0‹U+202E›1.0v`');
  });
});

test('links lead to the web or nowhere', () => {
  assert.equal(linkTarget('https://github.com/a/b'), 'https://github.com/a/b');
  assert.equal(linkTarget('https://x.test/a(b)c'), 'https://x.test/a%28b%29c');
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//x',
    'nonsense',
    '',
  ])
    assert.equal(linkTarget(url), '#', url);
});

test('Slack rings nobody', () => {
  const text = escapeSlack('<!channel> <@U1> @here *bold* `code` & co');
  assert.doesNotMatch(text, /<|>|@(?=\w)/);
  assert.match(text, /&lt;!channel&gt;/);
});

test('blanks without end are shown as they are, and in no more time than their number', () => {
  // At this size time that grows with the square is the better part of an hour.
  const text = `x${' '.repeat(2_000_000)}y`;
  assert.equal(visible(text), text);
  assert.equal(visible(`x${' \n'.repeat(1_000_000)}y`), 'x y');
});

test('plain words stay as they are', () => {
  for (const text of ['Share devices by time slices', 'v0.1.0', 'a-b c.d', 'Grüße 你好']) {
    assert.equal(escapeMarkdown(text), text);
    assert.equal(visible(text), text);
  }
});
