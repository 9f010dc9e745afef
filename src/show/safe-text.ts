// Characters that people cannot see, or that change how others are shown.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** What is not plain ASCII needs a closer look; nearly nothing does. */
const UNUSUAL = /[^ -~]/;

/** A word joiner: invisible, and it keeps GitHub from making a link or mention of what it parts. */
const JOINER = '\u2060';

/** Makes visible what hides: `v1.0` with a right-to-left override shows as `v1.0‹U+202E›`. */
export function visible(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(/\s+/g, (blanks) => (blanks.includes('\n') ? ' ' : blanks))
    .replace(UNSEEN, (char) => {
      const point = char.codePointAt(0) ?? 0;
      return point === 9 ? ' ' : `‹U+${point.toString(16).toUpperCase().padStart(4, '0')}›`;
    });
}

/**
 * Somebody else's words as Markdown that says just those words: no formatting,
 * no HTML, and nobody is mentioned, no issue is linked, no image is loaded.
 */
export function escapeMarkdown(text: string): string {
  return withEntities(visible(text))
    .replace(/[\\`*_{}[\]()~|!$^=]/g, '\\$&')
    .replace(/^(\s*)([-+#>]|\d+[.)])(?=\s)/, '$1\\$2')
    .replace(/@(?=[\w-])/g, `@${JOINER}`)
    .replace(/#(?=\d)/g, `#${JOINER}`)
    .replace(/\bGH-(?=\d)/gi, `$&${JOINER}`)
    .replace(/(https?|ftp)(?=:\/\/)/gi, `$1${JOINER}`)
    .replace(/www(?=\.)/gi, `$&${JOINER}`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as inline code, whatever backticks it holds. */
export function codeSpan(text: string): string {
  // A mark of ours begins like a comment, and would be found in code too.
  const shown = visible(text).replaceAll('<!--', `<!${JOINER}--`);
  if (shown.trim() === '') return '` `';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** An address that can stand in a Markdown link; anything but http and https leads nowhere. */
export function linkTarget(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || !['https:', 'http:'].includes(parsed.protocol)) return '#';
  // What would end the link; `encodeURIComponent` leaves parentheses alone.
  return parsed.href.replace(/[()<>\s\\]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}

/** Somebody else's words in Slack's markup, where `<!channel>` would ring everybody. */
export function escapeSlack(text: string): string {
  return withEntities(visible(text))
    .replace(/[*_~`]/g, `$&${JOINER}`)
    .replace(/@(?=\w)/g, `@${JOINER}`);
}

/**
 * Text as inline code in Slack, letter for letter, so that what is copied from it
 * works. Slack cannot hold a backtick in inline code: a look-alike stands for it.
 */
export function slackCode(text: string): string {
  return `\`${withEntities(visible(text)).replaceAll('`', '\u02cb')}\``;
}

function withEntities(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);
}
