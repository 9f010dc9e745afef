const LABEL = /\[(?:[^\\[\]]|\\[\s\S])*\]/y;
const POINTED = /<(?:[^\\<>\n]|\\[^\n])*>/y;
const SPACE = /[ \t\n]*/y;
const TITLE = /"(?:[^\\"]|\\[\s\S])*"|'(?:[^\\']|\\[\s\S])*'|\((?:[^\\()]|\\[\s\S])*\)/y;
/** Everything but blanks, control characters and round brackets; a backslash takes a sign behind it along. */
const PLAIN = /(?:[!-'*-[\]-\uffff]|\\(?:[!-/:-@[-`{-~]|(?![!-/:-@[-`{-~])))*/y;

/** Readers of Markdown know round brackets in an address up to 32 deep; beyond this nobody does. */
const DEEPEST = 40;

/**
 * Where the address and title of a link end, or the name of a definition, that would
 * stand at this position if what stands before it were a link's text; undefined where
 * there is neither. CommonMark 0.31, section 6.3 "Links". `too deep`: brackets within
 * one another without end, which are not followed any further.
 */
export function tailEnd(text: string, at: number): number | 'too deep' | undefined {
  if (text[at] === '[') return endOf(LABEL, text, at);
  if (text[at] !== '(') return undefined;
  const start = skipSpace(text, at + 1);
  const address = text[start] === '<' ? endOf(POINTED, text, start) : addressEnd(text, start);
  if (address === 'too deep' || address === undefined) return address;
  const behind = skipSpace(text, address);
  const title = behind > address ? endOf(TITLE, text, behind) : undefined;
  const end = title === undefined ? behind : skipSpace(text, title);
  return text[end] === ')' ? end + 1 : undefined;
}

const START = /[ ]{0,3}(?=\[)/y;
const REST_OF_LINE = /[ \t]*(?:\n|$)/y;

/** Whether a paragraph is nothing but definitions of links, section 4.7; GitHub shows none of it. */
export function isDefinitions(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const end = definitionEnd(text, at);
    if (end === undefined) return false;
    at = end;
  }
  return true;
}

function definitionEnd(text: string, at: number): number | undefined {
  const start = endOf(START, text, at);
  const name = start === undefined ? undefined : endOf(LABEL, text, start);
  if (name === undefined || text[name] !== ':') return undefined;
  const from = skipSpace(text, name + 1);
  const address = text[from] === '<' ? endOf(POINTED, text, from) : addressEnd(text, from);
  if (address === undefined || address === 'too deep' || address === from) return undefined;
  const behind = skipSpace(text, address);
  const title = behind > address ? endOf(TITLE, text, behind) : undefined;
  const titled = title === undefined ? undefined : endOf(REST_OF_LINE, text, title);
  return titled ?? endOf(REST_OF_LINE, text, address);
}

function addressEnd(text: string, start: number): number | 'too deep' {
  let depth = 0;
  for (let at = start; ; at += 1) {
    at = endOf(PLAIN, text, at) ?? at;
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else return at;
    if (depth < 0) return at;
    if (depth > DEEPEST) return 'too deep';
  }
}

function skipSpace(text: string, at: number): number {
  return endOf(SPACE, text, at) ?? at;
}

function endOf(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}
