import { realpath, stat } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { RingmasterError } from '../domain/errors.ts';
import { repositoryPath } from '../people/owners/repository-path.ts';
import { defineTerminalCommand, Misuse, remark, say } from '../terminal.ts';
import { readCodeOwnersIn } from './owners/code-owners.ts';
import { readTree } from './owners/read-tree.ts';

export default defineTerminalCommand({
  usage: [
    {
      line: 'owners [--root DIR] [--markdown] PATH…',
      effect: 'say who owns files of a checkout, by its OWNERS files, as JSON',
    },
    {
      line: 'owners [--root DIR] --codeowners PATH…',
      effect: 'the same by its CODEOWNERS file',
    },
  ],

  details: `Options:
  --root DIR     the checkout; the current directory where nothing is said
  --markdown     let a Markdown file name its own owners in the YAML above its text
  --codeowners   ask the CODEOWNERS file, as GitHub does, and no OWNERS file

A PATH goes from DIR to a file or a directory, which need not exist. "-" reads paths
from standard input, one a line. "--" stands before paths that begin with a hyphen.

The result is an object with the paths as they were asked for, sorted. Of each it says
"approvers", "reviewers", "requiredReviewers" and "labels", sorted, and "from": the files
that decided, the nearest first. Aliases are resolved by DIR's OWNERS_ALIASES. Passed
over are OWNERS files below directories whose names end in ".git" or "_output", those
deeper than one directory below a "vendor", and what lies behind a symbolic link.

With --codeowners it says of each path its "owners", the "line" and the "pattern" that
decided, which are null where no line fits, and the file as "from".

Exit status: 0 owners were printed, though they may be nobody; 1 a file that decides
cannot be trusted: it is named with the reason, and nothing is printed; 2 wrong usage.`,

  async run(args) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: { type: 'string', default: '.' },
        markdown: { type: 'boolean', default: false },
        codeowners: { type: 'boolean', default: false },
      },
    });
    const { markdown, codeowners } = values;
    if (positionals.length === 0) throw new Misuse('owners takes at least one path, or "-"');
    if (markdown && codeowners) throw new Misuse('--markdown says nothing about --codeowners');
    const root = await checkoutAt(values.root);
    const asked = await askedFor(positionals);
    if (codeowners) return tell(asked, await readCodeOwnersIn(root));
    const tree = await readTree(root, [...asked.values()], markdown);
    return tell(asked, (path) => tree.resolve(path));
  },
});

async function checkoutAt(directory: string): Promise<string> {
  const root = await realpath(directory);
  if ((await stat(root)).isDirectory()) return root;
  throw new Misuse(`--root ${directory} is no directory`);
}

/** Normalized paths by the way they were written, sorted by it. */
async function askedFor(words: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const lines = words.includes('-') ? (await text(process.stdin)).split(/\r?\n/) : [];
  const paths = words.flatMap((word) => (word === '-' ? lines.filter((line) => line) : [word]));
  return new Map(
    [...new Set(paths)].toSorted().map((path) => {
      const normalized = repositoryPath(path);
      if (normalized !== undefined) return [path, normalized];
      throw new Misuse(`${JSON.stringify(path)} is no path from DIR downwards`);
    }),
  );
}

function tell(asked: ReadonlyMap<string, string>, owning: (path: string) => object): number {
  const owners: string[] = [];
  const mistakes = new Set<string>();
  for (const [path, normalized] of asked)
    try {
      owners.push(`  ${JSON.stringify(path)}: ${indented(owning(normalized))}`);
    } catch (error) {
      if (!(error instanceof RingmasterError)) throw error;
      mistakes.add(error.message);
    }
  for (const mistake of mistakes) remark(mistake);
  if (mistakes.size > 0) return 1;
  return say(owners.length === 0 ? '{}' : `{\n${owners.join(',\n')}\n}`);
}

/** Written piece by piece: an object would put paths that look like numbers first. */
function indented(owned: object): string {
  return JSON.stringify(owned, undefined, 2).replaceAll('\n', '\n  ');
}
