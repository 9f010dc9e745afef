import type { Dependency } from './dependency.ts';
import { matcherOf } from './line-pattern.ts';
import { readDependencies } from './read-dependencies.ts';
import type { Files } from './repository.ts';
import { linesOf, type TextLine } from './text-lines.ts';

/**
 * What `zeitgeist validate --local-only` ends with: `invalid` is a file that it does
 * not accept, `no-file` and `bad-pattern` a reference that it cannot follow.
 */
export type ZeitgeistVerdict = 'ok' | 'invalid' | 'no-file' | 'bad-pattern' | 'out-of-sync';

/** How zeitgeist judges now, and how it did up to 0.5.4: one line was enough, and `match` not needed. */
export type ZeitgeistRules = 'now' | '0.5.4';

/**
 * Judges as zeitgeist does: it looks for the version anywhere in a line, so that
 * 0.12.3 is found in 10.12.30, and stops at the first dependency that is not in sync.
 * A file that is refused here counts as invalid, although zeitgeist follows paths that
 * leave the repository.
 */
export function zeitgeistVerdict(
  text: string,
  files: Files,
  rules: ZeitgeistRules = 'now',
): ZeitgeistVerdict {
  const declared = readDependencies(text);
  if ('problems' in declared) return 'invalid';
  const { dependencies } = declared;
  const lacksMatch = dependencies.some((each) => each.references.some(({ match }) => !match));
  if (rules === 'now' && lacksMatch) return 'invalid';
  for (const dependency of dependencies) {
    const verdict = verdictOn(dependency, files, rules);
    if (verdict !== 'ok') return verdict;
  }
  return 'ok';
}

function verdictOn(
  { references, version }: Dependency,
  files: Files,
  rules: ZeitgeistRules,
): ZeitgeistVerdict {
  const verdicts = references.map(({ path, match = '' }): ZeitgeistVerdict => {
    const text = files.get(path);
    if (text === undefined) return 'no-file';
    const matcher = matcherOf(match);
    if ('trouble' in matcher) return 'bad-pattern';
    const lines = linesOf(text).filter((line) => matcher.matches(line.text));
    return isHeld(lines, version, rules) ? 'ok' : 'out-of-sync';
  });
  const broken = verdicts.find((each) => each === 'no-file' || each === 'bad-pattern');
  return broken ?? verdicts.find((each) => each !== 'ok') ?? 'ok';
}

function isHeld(lines: readonly TextLine[], version: string, rules: ZeitgeistRules): boolean {
  const holds = ({ text }: TextLine) => text.includes(version);
  return rules === 'now' ? lines.length > 0 && lines.every(holds) : lines.some(holds);
}
