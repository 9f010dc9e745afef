import { parseArgs } from 'node:util';
import { defineTerminalCommand, Misuse } from '../terminal.ts';
import { add } from './images/add.ts';
import { check } from './images/check.ts';
import { FACTS_HELP } from './images/facts.ts';

export default defineTerminalCommand({
  usage: [
    {
      line: 'images add LIST ADDITIONS.json [--write]',
      effect: 'add digests and tags to a list of promoted images, by inserting lines',
    },
    {
      line: 'images check AFTER [--before FILE] [--facts FACTS.json] [--format FORMAT]',
      effect: 'check a list of promoted images, or what a change of it brings',
    },
  ],

  details: `"add" prints the new list, letter for letter; all that it does not add stays as it is,
byte for byte, and the result is proved by reading it. With --write it changes the file
in place (all of it or nothing; its permissions stay) and prints the difference; a list
that is a symbolic link is not written, as the link would be lost. What is not UTF-8 is
refused. ADDITIONS.json, or standard input for "-", is an array, or an object that has
one as "added":

  [{ "image": "app", "digest": "sha256:…", "tags": ["v1.1.0"] }]

"check" tells what the presubmit of kubernetes/k8s.io lets pass. With --before, the list
as it was (an empty file where there was none), it tells what the change brought: tags
that were moved, what is gone, lines that were rewritten; and what was wrong before is
only counted. One of the files can be "-". A message says what is wrong and what to do:

  text    FILE:LINE: SEVERITY: message [rule]
  json    "ok", "errors", "warnings"; "findings", each with "rule", "severity", "line",
          "image", "digest" and "tag" where it is about one, "message", "advice", and
          "more" lines that it is true of as well; "older", which the list before had
          already; "unchecked", of which nothing was said; "more" that were too many
  github  annotations of a workflow, of which GitHub keeps ten errors and ten warnings
  check-run  all of it for GitHub's API: an array of bodies without "head_sha", of which
          the first creates a check run and the others update it, 50 annotations each

For the last two, AFTER is to be a path from the repository's root.

${FACTS_HELP}

In a workflow of any repository that has such lists:

  git fetch --depth 1 origin "$GITHUB_BASE_REF"
  git show "FETCH_HEAD:$FILE" > before.yaml
  ringmaster images check "$FILE" --before before.yaml --format github

Exit status: 0 added, or no error found; 1 refused, an error found, or a file that cannot
be read; 2 wrong usage, or a JSON file that is not of its form.`,

  async run([what, ...args]) {
    if (what === 'add') return runAdd(args);
    if (what === 'check') return runCheck(args);
    throw new Misuse('say "images add" or "images check"');
  },
});

async function runAdd(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const [list, additions, ...more] = positionals;
  if (list === undefined || additions === undefined || more.length > 0)
    throw new Misuse('images add takes a list, and a file of additions or "-"');
  return add({ list, additions, write: values.write });
}

async function runCheck(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      before: { type: 'string' },
      facts: { type: 'string' },
      format: { type: 'string', default: 'text' },
    },
  });
  const [after, ...more] = positionals;
  if (after === undefined || more.length > 0) throw new Misuse('images check takes one list');
  const { before, facts, format } = values;
  return check({ after, before, facts, format });
}
