import { CLOSE_TAG, OPEN_TAG } from './inline-html.ts';

/** What ends an HTML block: a line that matches, or the next blank line. */
export type HtmlEnd = RegExp | 'blank line';

// CommonMark 0.31, section 4.6 "HTML blocks", start conditions 1 to 5.
const WITH_END: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<![a-z]/i, />/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
];

// Start condition 6: these tags begin a block even inside a paragraph.
const BLOCK_TAGS =
  'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul';
const BLOCK_TAG = new RegExp(
  `^ {0,3}</?(?:${BLOCK_TAGS.replaceAll(' ', '|')})(?:[ \\t]|/?>|$)`,
  'i',
);

// Start condition 7: any other complete tag alone on its line, but not inside a paragraph.
const LONE_TAG = new RegExp(`^ {0,3}(?:${OPEN_TAG}|${CLOSE_TAG})[ \\t]*$`, 'i');

const MAY_BE = /^ {0,3}<[a-z/!?]/i;

/** How the HTML block ends that this line begins; undefined where it begins none. */
export function htmlStart(
  text: string,
  { inParagraph }: { readonly inParagraph: boolean },
): HtmlEnd | undefined {
  if (!MAY_BE.test(text)) return undefined;
  const withEnd = WITH_END.find(([start]) => start.test(text));
  if (withEnd !== undefined) return withEnd[1];
  if (BLOCK_TAG.test(text)) return 'blank line';
  return !inParagraph && LONE_TAG.test(text) ? 'blank line' : undefined;
}

/** Whether a line of an HTML block is its last. A blank line stands behind the block, not in it. */
export function endsHtml(end: HtmlEnd, text: string): boolean {
  return end !== 'blank line' && end.test(text);
}
