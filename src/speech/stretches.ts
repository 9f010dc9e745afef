/** A stretch of text that is not plain words: from the first to before the last position. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const COMMENT = /<!--[\s\S]*?(?:-->|$)/y;
const TAG = /<\/?[a-z][^<>]*>|<[?!][^<>]*>/iy;

/**
 * Where a paragraph holds inline code, HTML or links. Whatever begins inside one
 * of them is not said by the author as a sentence of its own. Time grows with the
 * length of the text, whatever stands in it.
 */
export function stretchesOf(paragraph: string): readonly Stretch[] {
  const found: Stretch[] = [];
  const ends = endings(paragraph);
  for (let at = 0; at < paragraph.length; ) {
    if (paragraph[at] === '\\') at += 2;
    else {
      const to = stretchEnd(paragraph, at, ends);
      if (to !== undefined) found.push({ from: at, to });
      at = to ?? at + 1;
    }
  }
  return found;
}

interface Endings {
  /** From an opening bracket to behind its partner. */
  readonly brackets: ReadonlyMap<number, number>;
  /** From the first backtick of a run to behind the next run of the same size, or behind itself. */
  readonly ticks: ReadonlyMap<number, number>;
}

function endings(text: string): Endings {
  return {
    brackets: new Map([...partners(text, '[]'), ...partners(text, '()')]),
    ticks: runs(text),
  };
}

function stretchEnd(text: string, at: number, { brackets, ticks }: Endings): number | undefined {
  switch (text[at]) {
    case '`':
      return ticks.get(at);
    case '<':
      return matchEnd(COMMENT, text, at) ?? matchEnd(TAG, text, at);
    case '[':
      return linkEnd(text, at, brackets);
    default:
      return undefined;
  }
}

/** `[label](address)` or `[label][name]`, whose parts may run over several lines. */
function linkEnd(text: string, at: number, brackets: Endings['brackets']): number | undefined {
  const label = brackets.get(at);
  if (label === undefined || (text[label] !== '(' && text[label] !== '[')) return undefined;
  return brackets.get(label);
}

function partners(text: string, [open, close]: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const waiting: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === open) waiting.push(at);
    else if (text[at] === close) {
      const partner = waiting.pop();
      if (partner !== undefined) found.set(partner, at + 1);
    }
  }
  return found;
}

function runs(text: string): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const nextOfSize = new Map<number, number>();
  for (const run of [...text.matchAll(/`+/g)].reverse()) {
    const size = run[0].length;
    found.set(run.index, nextOfSize.get(size) ?? run.index + size);
    nextOfSize.set(size, run.index + size);
  }
  return found;
}

function matchEnd(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
