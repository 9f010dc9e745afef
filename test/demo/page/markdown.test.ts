import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say } from '../../../src/domain/prose.ts';
import { READING_ORDER, rowLines } from '../../../src/show/lines.ts';
import { step } from '../../support/release.ts';
import { markdown } from './markdown.ts';

const FORGE = 'http://127.0.0.1:4000';
const shown = (text: string) => markdown(text, FORGE).markup;

/** Every tag that is in there, with its attributes. */
function tagsIn(markup: string): readonly string[] {
  return [...markup.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![x](http://example.org/track.png "onerror=alert(1)")',
  '<svg/onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java&#115;cript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  "<a href='javascript:alert(1)'>x</a>",
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//example.org">x</a>',
  '[x](javascript:alert(1))',
  '[x](vbscript:alert(1))',
  '<javascript:alert(1)>',
  '<p onclick="alert(1)" style="position:fixed" id="guide" class="guide">x</p>',
  '<details ontoggle="alert(1)" open><summary onclick=alert(1)>x</summary></details>',
  '<form action="/acts/finish"><button>x</button></form>',
  '<input type="text" autofocus onfocus="alert(1)">',
  '<base href="http://example.org/">',
  '<meta http-equiv="refresh" content="0;url=http://example.org">',
  '<style>body{display:none}</style>',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<!--><script>alert(1)</script>-->',
  '<!-- <script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<b <script>alert(1)</script>>',
  '</article></section></main><script>alert(1)</script>',
  '`<script>alert(1)</script>`',
  '```html\n<script>alert(1)</script>\n```',
  '> [!CAUTION]\n> <script>alert(1)</script>',
  '| <script> | <img src=x onerror=alert(1)> |\n|---|---|\n| <iframe> | x |',
  '[x]: javascript:alert(1)\n\n[x]',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
];

/** Tags as we write them: a short list of elements, and of attributes. */
const OURS =
  /^<\/?(?:p|br|hr|h[3-6]|strong|b|em|i|del|code|pre|kbd|sub|sup|blockquote|ul|ol|li|a|details|summary|table|thead|tbody|tr|th|td|div|span)(?: open| class="[a-z -]+"| role="img"| aria-label="[a-z ]+"| href="(?:https?:\/\/|#)[^"]*"| target="_blank"| rel="noopener noreferrer nofollow")*>$/;

for (const sample of HOSTILE)
  test(`nothing dangerous is left of ${JSON.stringify(sample)}`, () => {
    for (const tag of tagsIn(shown(sample))) assert.match(tag, OURS);
  });

test('what is not allowed can be read as it was typed', () => {
  assert.match(shown('see <script>alert(1)</script>'), /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
});

test('elements are closed in order, and nothing closes what it has not opened', () => {
  assert.equal(shown('<div><b>a'), '<div><b>a</b></div>');
  assert.doesNotMatch(shown('</div></section></article>a'), /<\//);
  assert.doesNotMatch(shown('<li>a</li><td>b</td><summary>c</summary>'), /<(?:li|td|summary)/);
});

test('links to the forge lead to places on the page, and others open elsewhere without a referrer', () => {
  const link = (path: string) => shown(`[x](${FORGE}${path})`);
  assert.match(link('/kubernetes/k8s.io/pull/1'), /<a href="#k8s-io-1">x<\/a>/);
  assert.match(link('/o/dra-example-driver/issues/5'), /<a href="#dra-example-driver-5">/);
  assert.match(link('/o/p/releases/tag/v0.1.0'), /<a href="#release-v0-1-0">/);
  assert.match(link('/o/p/commit/abc'), /<span>x<\/span>/);
  assert.match(
    shown('[x](https://example.org/a?b=c&d="e")'),
    /<a href="https:\/\/example\.org\/a\?b=c&amp;d=%22e%22" target="_blank" rel="noopener noreferrer nofollow">/,
  );
});

test('alerts, task lists, folded parts and marks look like themselves', () => {
  assert.match(
    shown('> [!IMPORTANT]\n> **Next:** say `/rc`\n> or not'),
    /<div class="alert important"><p class="alert-title">Important<\/p><p><strong>Next:<\/strong> say <code>\/rc<\/code><br>or not<\/p>/,
  );
  assert.match(shown('> plain'), /<blockquote>/);
  assert.match(shown('- [x] a\n- [ ] b'), /class="task done".*\n.*class="task"/);
  assert.match(
    shown('<details><summary>More</summary>\n\n- a\n</details>\n\nafter'),
    /<details><summary>More<\/summary><ul>\n<li>a<\/li>\n<\/ul>\n<\/details><p>after<\/p>/,
  );
  assert.match(
    shown('✅ done'),
    /<span class="sign passed" role="img" aria-label="passed"><\/span>/,
  );
  assert.match(shown('| a |\n|---|\n| b |'), /<td>b<\/td>/);
});

test('marks of machines are not shown', () => {
  assert.equal(
    shown('<!-- ringmaster:begin -->\na\n<!-- ringmaster:end -->').includes('ring'),
    false,
  );
});

for (const state of READING_ORDER)
  test(`the mark of a step that is ${state} is drawn, whatever fonts a machine has`, () => {
    const at = { step: step('tag'), since: undefined, stuck: false };
    const [line = ''] = rowLines({ ...at, state, reason: say`so` }, { server: FORGE });
    assert.match(shown(line), /^<p><span class="sign [a-z]+" role="img"/);
  });
