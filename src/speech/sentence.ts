/** Words that introduce a part of a command: `/hold because CVE review`. */
export type Keyword = 'because' | 'until' | 'to' | 'from' | 'at' | 'in';

/** A command's rest, taken apart: words first, then what each keyword introduces. */
export interface Sentence {
  readonly words: readonly string[];
  readonly parts: Readonly<Partial<Record<Keyword, string>>>;
}

/**
 * Reads `coherent until 2026-12-01 because the lab is down`, and the same with
 * flags (`--until 2026-12-01`). `because` takes the rest of the line; the other
 * keywords take one word, or several in quotes.
 */
export function parseSentence(rest: string, keywords: readonly Keyword[]): Sentence {
  const words: string[] = [];
  const parts: Partial<Record<Keyword, string>> = {};
  let expected: Keyword | undefined;
  for (const token of rest.matchAll(/"([^"]*)"|(\S+)/g)) {
    const keyword = expected === undefined ? keywordOf(token[2], keywords) : undefined;
    if (keyword === 'because')
      return {
        words,
        parts: { ...parts, because: rest.slice(token.index + token[0].length).trim() },
      };
    if (expected !== undefined) parts[expected] = wordOf(token);
    else if (keyword === undefined) words.push(wordOf(token));
    else parts[keyword] = '';
    expected = keyword;
  }
  return { words, parts };
}

function wordOf([, quoted, bare = '']: RegExpExecArray): string {
  return quoted ?? bare;
}

function keywordOf(token: string | undefined, keywords: readonly Keyword[]): Keyword | undefined {
  const word = token?.replace(/^--/, '').toLowerCase();
  return keywords.find(
    (keyword) => keyword === word || (word === 'reason' && keyword === 'because'),
  );
}
