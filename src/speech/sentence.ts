/** Words that introduce a part of a command: `/hold because CVE review`. */
export type Keyword = 'because' | 'until' | 'to' | 'from' | 'at' | 'in';

/** A command's rest, taken apart: words first, then what each keyword introduces. */
export interface Sentence {
  readonly words: readonly string[];
  readonly parts: Readonly<Partial<Record<Keyword, string>>>;
}

/**
 * Reads `coherent until 2026-12-01 because the lab is down`, and the same with
 * flags: `--until 2026-12-01`, `--until=2026-12-01`, and `--reason` for `because`.
 * `because` takes the rest of the line; as a flag it takes what is quoted right
 * behind it, if anything is. The other keywords take one word, or several in
 * quotes. A keyword that comes a second time is a word like any other.
 */
export function parseSentence(rest: string, keywords: readonly Keyword[]): Sentence {
  const words: string[] = [];
  const parts: Partial<Record<Keyword, string>> = {};
  for (let token = tokenAt(rest, 0); token !== undefined; ) {
    const keyword = keywordOf(token, keywords);
    let { end } = token;
    if (keyword === undefined || Object.hasOwn(parts, keyword)) words.push(token.text);
    else
      ({ text: parts[keyword], end } =
        keyword === 'because' ? reasonOf(rest, token) : argumentOf(rest, token));
    token = tokenAt(rest, end);
  }
  return { words, parts };
}

interface Token {
  /** As a word: without its quotes. */
  readonly text: string;
  /** What may be a keyword. */
  readonly name: string | undefined;
  readonly isFlag: boolean;
  /** What stands behind the `=` of a flag. */
  readonly value: Value | undefined;
  readonly end: number;
}

interface Value {
  readonly text: string;
  readonly isQuoted: boolean;
  /** Where what follows begins. */
  readonly end: number;
}

const FLAG = /\s*--([a-z]+)=(?=\S)/iy;
const VALUE = /\s*(?:"([^"]*)"|(\S+))/y;

function tokenAt(rest: string, at: number): Token | undefined {
  const flag = matchAt(FLAG, rest, at);
  const value = readValue(rest, flag === undefined ? at : FLAG.lastIndex);
  if (value === undefined) return undefined;
  const { text, isQuoted, end } = value;
  if (flag !== undefined)
    return { text: rest.slice(at, end).trim(), name: flag[1], isFlag: true, value, end };
  const name = isQuoted ? undefined : text.replace(/^--/, '');
  return { text, name, isFlag: name !== text, value: undefined, end };
}

function readValue(rest: string, at: number): Value | undefined {
  const match = matchAt(VALUE, rest, at);
  if (match === undefined) return undefined;
  const [, quoted, bare = ''] = match;
  return { text: quoted ?? bare, isQuoted: quoted !== undefined, end: VALUE.lastIndex };
}

function keywordOf({ name, isFlag }: Token, keywords: readonly Keyword[]): Keyword | undefined {
  const word = name?.toLowerCase();
  const meant = isFlag && word === 'reason' ? 'because' : word;
  return keywords.find((keyword) => keyword === meant);
}

function argumentOf(rest: string, { value, end }: Token): Pick<Value, 'text' | 'end'> {
  return value ?? readValue(rest, end) ?? { text: '', end };
}

function reasonOf(rest: string, { isFlag, value, end }: Token): Pick<Value, 'text' | 'end'> {
  const given = isFlag ? (value ?? readValue(rest, end)) : undefined;
  if (given?.isQuoted === true) return given;
  const from = value === undefined ? end : end - value.text.length;
  return { text: rest.slice(from).trim(), end: rest.length };
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}
