/**
 * First words of the commands of Prow's plug-ins and of gitvote. Where one is close to
 * a word of ours nobody is asked what was meant: the other bot knows.
 */
const WORDS = `
area assign auto-cc bark cancel-vote cc check-cla check-vote cherry-pick cherrypick close
committee good-first-issue help honk joke kind label lifecycle lock meow milestone
ok-to-test override override-cancel pin-issue priority release-note
release-note-action-required release-note-none remove-area remove-committee
remove-good-first-issue remove-help remove-kind remove-label remove-lifecycle
remove-priority remove-sig remove-triage remove-wg reopen retest retest-required retitle
shrug sig skip stage test transfer transfer-issue triage unassign uncc unpin-issue
unshrug verify-owners vote-steering wg woof
`;

const KNOWN = new Set(WORDS.trim().split(/\s+/));

/** Whether another bot is meant. */
export function isWordOfOthers(word: string): boolean {
  return KNOWN.has(word);
}
