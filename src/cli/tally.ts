import { defineTerminalCommand, Misuse, say } from '../terminal.ts';
import { readJson } from './shared/read-input.ts';
import { readCase } from './tally/case.ts';
import { told } from './tally/told.ts';

export default defineTerminalCommand({
  usage: [
    {
      line: 'tally CASE.json',
      effect: 'count the votes of a mail thread or of the comments on an issue',
    },
  ],
  details: `CASE.json, or standard input for "-", is one case or an array of cases; the answer is
JSON, one tally or an array of them. Only an explicit +1, 0 or -1 is a vote. What could
be read in another way is "ambiguous": it counts for nothing, and somebody has to ask.

A thread of mails:
  "roster"    "pmc": ids whose votes are binding; "committers": other ids; "emails": ids by
              address; "domain": addresses of it hold the id (apache.org)
  "policy"    "min_hours" (72), "min_binding_plus_one" (3; a release never needs fewer),
              "kind": release or procedural
  "start", "now", "extended_to"
  "messages"  "from", "date", "subject", "body", "message_id", "authentication_results"
It answers with "outcome" (passed, failed, open, or needs-review where ambiguous votes
could change it), "binding" and "non_binding" ("plus", "minus", "zero"), "fractional",
"ambiguous", "hours_left", who has "changed" their vote, whose was "late" or is
"unverified", each of the "votes" with its line, and the sentences of the "resolution".

The comments on an issue:
  "roster"    "approvers": logins by numeric id; "policy": {"min": 2}
  "comments"  "login", "user_id", "body", "created_at", and where they are known "id",
              "original_body", "edited_at", "edited_by", "deleted_at", "candidate", "type"
It answers with "passed", "yes", "no", "zero", "undecided", "withdrawn",
"non_binding_yes", "non_binding_no", "held", "held_by", "candidate" and the "votes". An
edit never adds support; an objection outlives the edits and the deletion of its comment.

One text: "body", and "channel" (email or github-comment). It answers with what it "says"
(+1, 0, -1, withdrawn, fraction:0.5, invalid for another number, ambiguous, or none), the
line, and why nobody can tell.

A score: "binding_plus", "binding_minus", "hours_elapsed", "min_hours". It answers with
"majority_approval" and "may_close".

Exit status: 0 whatever came out; 1 the file cannot be read; 2 it holds no case.`,

  async run(args) {
    const [path, ...more] = args;
    if (path === undefined || more.length > 0) throw new Misuse('tally reads one file of cases');
    const data = await readJson(path);
    const name = path === '-' ? 'standard input' : path;
    const tallies = Array.isArray(data)
      ? data.map((each, index) => told(readCase(each, `${name}, case ${index + 1}`)))
      : told(readCase(data, name));
    return say(JSON.stringify(tallies, undefined, 2));
  },
});
