/** Their text is not the author's sentence, or is not seen. */
const ASIDE =
  /^(?:blockquote|head|style|script|title|pre|code|del|s|strike|template|noscript|svg|textarea|select)$/;

/** They begin a line. */
const BLOCK =
  /^(?:address|article|br|center|dd|div|dl|dt|footer|h[1-6]|header|hr|li|ol|p|section|table|tbody|td|th|tr|ul)$/;

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|wbr)$/;

const HIDDEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0|font-size\s*:\s*[01](?![.\d])|line-through|mso-hide|color\s*:\s*(?:#fff|white|transparent)|\shidden(?:[\s=/>]|$)/i;

/** How mail programs mark what they quote. */
const QUOTE =
  /gmail_(?:quote|attr|signature)|moz-cite-prefix|moz-signature|yahoo_quoted|protonmail_quote|zmail_extra|divrplyfwdmsg|appendonsend|outlookmessageheader|type\s*=\s*["']?cite/i;

const TAG = /<!--|<(\/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/gi;

/** Whether a mail is one in HTML: such a one begins with a tag. */
export function isHtml(body: string): boolean {
  return /^\s*<(?:!doctype html|html|head|body|div|p|br|span|table|blockquote|meta)(?:[\s/][^<>]*)?>/i.test(
    body,
  );
}

/**
 * What is seen of a mail in HTML, as plain text, without what it quotes, hides or
 * strikes out. Where a tag is left open, whatever follows belongs to it.
 */
export function textOfHtml(html: string): string {
  const nesting: Nesting = { open: [], asides: 0 };
  const parts: string[] = [];
  let from = 0;
  for (const tag of tagsOf(html)) {
    if (nesting.asides === 0) parts.push(decoded(html.slice(from, tag.from)));
    from = tag.to;
    if (BLOCK.test(tag.name)) parts.push('\n');
    pass(nesting, tag);
  }
  if (nesting.asides === 0) parts.push(decoded(html.slice(from)));
  return parts.join('');
}

/** The elements that stand open, and how many of them are no part of what is said. */
interface Nesting {
  readonly open: Pick<Tag, 'name' | 'isAside'>[];
  asides: number;
}

function pass(nesting: Nesting, tag: Tag): void {
  const { open } = nesting;
  if (tag.isEnd) nesting.asides -= closed(open, tag.name);
  else if (!VOID.test(tag.name) && open.length < DEEPEST) {
    open.push(tag);
    if (tag.isAside) nesting.asides += 1;
  }
}

/** Elements that stand inside of so many others are not told apart. */
const DEEPEST = 200;

interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly isAside: boolean;
  readonly from: number;
  readonly to: number;
}

function* tagsOf(html: string): Generator<Tag> {
  TAG.lastIndex = 0;
  const pattern = new RegExp(TAG);
  for (let match = pattern.exec(html); match !== null; match = pattern.exec(html)) {
    const [all, slash = '', written, attributes = ''] = match;
    let to = match.index + all.length;
    if (written === undefined) {
      const end = html.indexOf('-->', match.index);
      to = end < 0 ? html.length : end + 3;
      pattern.lastIndex = to;
    }
    const name = written?.toLowerCase() ?? 'comment';
    const isAside = ASIDE.test(name) || HIDDEN.test(attributes) || QUOTE.test(attributes);
    yield {
      name: written === undefined ? 'wbr' : name,
      isEnd: slash !== '',
      isAside,
      from: match.index,
      to,
    };
  }
}

/** Closes the innermost element of a name, with all that is open inside of it. @returns how many of them are asides. */
function closed(
  open: { readonly name: string; readonly isAside: boolean }[],
  name: string,
): number {
  const at = open.findLastIndex((each) => each.name === name);
  if (at < 0) return 0;
  return open.splice(at).filter(({ isAside }) => isAside).length;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['plus', '+'],
  ['minus', '−'],
  ['ndash', '–'],
  ['mdash', '—'],
]);

/** Line ends in the source are blanks. What is not known of the entities stays, as a word. */
function decoded(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/gi, (all, ten, sixteen, name) => {
      if (name !== undefined) return ENTITIES.get(String(name).toLowerCase()) ?? all;
      const code = ten === undefined ? Number.parseInt(sixteen, 16) : Number(ten);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
}
