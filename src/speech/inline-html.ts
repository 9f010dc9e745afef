// CommonMark 0.31, section 6.6 "Raw HTML"; blanks and line ends are its only white space.
const ATTRIBUTE =
  '[ \\t\\n]+[a-z_:][\\w.:-]*(?:[ \\t\\n]*=[ \\t\\n]*(?:[^ \\t\\n"\'=<>`]+|\'[^\']*\'|"[^"]*"))?';
/** The source of an expression, to be compiled with the flag `i`. */
export const OPEN_TAG = `<[a-z][a-z0-9-]*(?:${ATTRIBUTE})*[ \\t\\n]*/?>`;
/** Likewise. */
export const CLOSE_TAG = '</[a-z][a-z0-9-]*[ \\t\\n]*>';

const TAG = new RegExp(`${OPEN_TAG}|${CLOSE_TAG}`, 'iy');

const SHORT_COMMENT = /<!---?>/y;

// Section 6.5 "Autolinks".
const ADDRESS = /<[a-z][a-z0-9+.-]{1,31}:[!-;=?-~\u0080-\uffff]*>/iy;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const MAIL = new RegExp(`<[\\w.!#$%&'*+/=?^\`{|}~-]+@${LABEL}(?:\\.${LABEL})*>`, 'iy');

/** What begins with `<` inside a paragraph. */
export interface Angled {
  readonly is: 'HTML' | 'link' | 'HTML comment';
  /** Behind its last character. */
  readonly to: number;
  /** Readers of Markdown differ about where it ends, or whether it is one at all. */
  readonly isDoubtful: boolean;
}

/** Reads what stands in angle brackets, in time that grows with the length of the text, however many begin. */
export function angledReader(text: string): (at: number) => Angled | undefined {
  const ends = endFinder(text);
  return (at) => {
    const link = endOf(ADDRESS, text, at) ?? endOf(MAIL, text, at);
    if (link !== undefined) return { is: 'link', to: link, isDoubtful: false };
    const tag = endOf(TAG, text, at);
    if (tag !== undefined) return { is: 'HTML', to: tag, isDoubtful: false };
    return markupAt(text, at, ends);
  };
}

type Ends = (mark: string, from: number) => number | undefined;

/** Comments, declarations, instructions and CDATA. */
function markupAt(text: string, at: number, ends: Ends): Angled | undefined {
  if (text.startsWith('<!--', at)) return commentAt(text, at, ends);
  const [mark, from, isDoubtful] = markOf(text, at);
  const to = mark === undefined ? undefined : ends(mark, from);
  return to === undefined ? undefined : { is: 'HTML', to, isDoubtful };
}

function markOf(text: string, at: number): readonly [string | undefined, number, boolean] {
  if (text.startsWith('<?', at)) return ['?>', at + 2, false];
  if (text.startsWith('<![CDATA[', at)) return [']]>', at + 9, false];
  const isDeclaration = /[a-z]/i.test(text[at + 2] ?? '') && text[at + 1] === '!';
  return isDeclaration ? ['>', at + 2, true] : [undefined, at, false];
}

/**
 * A comment that never ends is none for GitHub, yet whoever began it meant to hide
 * the rest. Before CommonMark 0.31 fewer texts were comments.
 */
function commentAt(text: string, at: number, ends: Ends): Angled {
  const short = endOf(SHORT_COMMENT, text, at);
  if (short !== undefined) return { is: 'HTML comment', to: short, isDoubtful: true };
  const to = ends('-->', at + 4);
  if (to === undefined) return { is: 'HTML comment', to: text.length, isDoubtful: true };
  const inner = text.slice(at + 4, to - 3);
  return { is: 'HTML comment', to, isDoubtful: inner.includes('--') || inner.endsWith('-') };
}

/** Looks for ends, and not a second time for one that did not come any more. */
function endFinder(text: string): Ends {
  const missing = new Set<string>();
  return (mark, from) => {
    const at = missing.has(mark) ? -1 : text.indexOf(mark, from);
    if (at >= 0) return at + mark.length;
    missing.add(mark);
    return undefined;
  };
}

function endOf(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
