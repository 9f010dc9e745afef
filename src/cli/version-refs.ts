import { parseArgs } from 'node:util';
import { defineTerminalCommand, Misuse } from '../terminal.ts';
import type { LineRule } from '../version-refs/check-references.ts';
import type { VersionWanted } from '../version-refs/prove-versions.ts';
import { repositoryPath } from '../version-refs/repository-path.ts';
import { treeAt } from './shared/tree.ts';
import { check } from './version-refs/check.ts';
import { set } from './version-refs/set.ts';

const OPTIONS = {
  root: { type: 'string', default: '.' },
  from: { type: 'string', default: 'dependencies.yaml' },
  lines: { type: 'string', default: 'every' },
  json: { type: 'boolean', default: false },
} as const;

export default defineTerminalCommand({
  usage: [
    {
      line: 'version-refs check [--root DIR] [--version V [--name N]...]',
      effect: 'check that every place holds the version that dependencies.yaml declares for it',
    },
    {
      line: 'version-refs set [--root DIR] NAME VERSION [NAME VERSION]... [--write]',
      effect: 'give entries of dependencies.yaml, and the places that they refer to, new versions',
    },
  ],

  details: `Options of both:
  --root DIR     the checkout; the current directory where nothing is said
  --from FILE    the file that declares versions, in zeitgeist's form; dependencies.yaml
  --lines RULE   "every" line that matches must hold the version, as zeitgeist asks now;
                 or "some" line is enough, as it was up to zeitgeist 0.5.4
  --json         print the result as JSON

"check" prints what is wrong, one thing a line: "FILE:LINE: what it reads, and what is
expected". A version that stands there only as a part of a longer one is wrong, too,
although zeitgeist passes it. With --version some entry must say V; with --name, each
entry of that name. A leading "v" and an image's revision ("-0") make no difference.

JSON of "check": "ok"; "references" and "files" that were looked at; "findings", each with
"problem" (no-file, bad-pattern, no-line, other-version, trap), "dependency", "expected",
"path", "line", "reads" and "declared"; "more" that are not listed; "series", lines with a
version of the series that is declared; "zeitgeist", its own verdicts "now" and of "0.5.4";
"problems" of the file itself; "wrong", all of it as lines for people.

"set" changes only lines that match and hold the old version whole, and the entry. It
prints the changed lines as a unified difference; --write changes the files, all or
none. The edit is checked before: where a place would not hold the new version, or
another entry would no longer agree, it is refused with the reason. JSON of "set":
"changes", each with "path", "line", "before" and "after"; "written".

No path leads out of DIR, and files that are reached through a link are not written.

Exit status: 0 all agree, or the versions were set; 1 something is wrong, or the edit was
refused and nothing was written; 2 wrong usage.`,

  async run([what, ...rest]) {
    if (what === 'check') return runCheck(rest);
    if (what === 'set') return runSet(rest);
    throw new Misuse('say "version-refs check" or "version-refs set"');
  },
});

async function runCheck(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...OPTIONS,
      version: { type: 'string' },
      name: { type: 'string', multiple: true, default: [] },
    },
  });
  const { version, name: names, json } = values;
  if (version === undefined && names.length > 0) throw new Misuse('--name needs --version');
  return check({ ...(await common(values)), version, names, json });
}

async function runSet(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...OPTIONS, write: { type: 'boolean', default: false } },
  });
  const { write, json } = values;
  return set({ ...(await common(values)), wanted: pairsOf(positionals), write, json });
}

async function common({ root, from, lines }: { root: string; from: string; lines: string }) {
  const rule = ruleOf(lines);
  const place = repositoryPath(from);
  if ('trouble' in place) throw new Misuse(`--from ${from} ${place.trouble}`);
  return { tree: await treeAt(root), from: place.path, rule };
}

function ruleOf(word: string): LineRule {
  if (word === 'every' || word === 'some') return word;
  throw new Misuse('--lines takes "every" or "some"');
}

function pairsOf(words: readonly string[]): readonly VersionWanted[] {
  const wanted: VersionWanted[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [name, version] = words.slice(at, at + 2);
    if (name === undefined || version === undefined)
      throw new Misuse(`the version for "${name}" is missing`);
    wanted.push({ name, version });
  }
  if (wanted.length === 0) throw new Misuse('version-refs set takes NAME and VERSION');
  return wanted;
}
