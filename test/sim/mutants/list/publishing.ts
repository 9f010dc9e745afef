import type { Mutant } from '../mutant.ts';

const RELEASE = 'src/publishers/github-release.ts';
const PROMOTION = 'src/publishers/image-promotion';

/** Faults in publishers. */
export const PUBLISHING: readonly Mutant[] = [
  {
    name: 'promotes-the-digest-of-a-platform',
    file: `${PROMOTION}/additions.ts`,
    find: 'digest: pinned(facts, artifact.name),',
    replace:
      'digest: platformsOf(facts, artifact.name)[0]?.digest ?? pinned(facts, artifact.name),',
    because: 'the list carries the pinned digest of the image',
  },
  {
    name: 'promotes-one-artifact-for-all',
    file: `${PROMOTION}/additions.ts`,
    find: 'digest: pinned(facts, artifact.name),',
    replace: "digest: pinned(facts, 'images'),",
    because: 'every artifact has a digest of its own',
    tests: ['publishers/image-promotion.test.ts'],
  },
  {
    name: 'promotes-what-production-has-otherwise',
    file: `${PROMOTION}/availability.ts`,
    find: 'found !== undefined && found !== addition.digest,',
    replace: 'found !== undefined && found.length < 1,',
    because: 'a tag that stands for something else can never be what was approved',
    tests: ['publishers/image-promotion-tampering.test.ts'],
  },
  {
    name: 'foreign-entries-in-the-branch-accepted',
    file: `${PROMOTION}/before-merge.ts`,
    find: 'if (foreign.length > 0)',
    replace: 'if (foreign.length < 0)',
    because: 'whoever merges merges only what was approved',
    tests: ['publishers/image-promotion.test.ts'],
  },
  {
    name: 'merge-counts-as-served',
    file: `${PROMOTION}/after-merge.ts`,
    find: 'if (late.length === 0) return',
    replace: 'if (late.length >= 0) return',
    because: 'a merge alone serves nobody',
    tests: ['publishers/image-promotion-tampering.test.ts'],
  },
  {
    name: 'promotion-not-proven',
    file: 'src/publishers/image-promotion.ts',
    find: 'if (wrong !== undefined) return fail(wrong);',
    replace: 'if (wrong !== undefined) return pass(wrong);',
    because: 'what production serves is compared with what was approved',
    equivalent: 'the look before it compares the same digests',
  },
  {
    name: 'release-of-the-head',
    file: RELEASE,
    find: 'const { commit } = release.candidate;\n    await',
    replace: 'const { commit } = await forge.code.head();\n    await',
    because: 'what was approved is the commit of the candidate',
    tests: ['publishers/github-release.test.ts'],
  },
  {
    name: 'draft-of-another-candidate-published',
    file: RELEASE,
    find: 'if (draft?.isOurs === true && isAbout(draft, release)) return draft;',
    replace: 'if (draft?.isOurs === true) return draft;',
    because: 'a draft of an earlier candidate is renewed first',
    tests: ['publishers/github-release.test.ts'],
  },
  {
    name: 'vanished-draft-made-again',
    file: RELEASE,
    find: "if (found?.state === 'drafted' && draft === undefined)",
    replace: "if (found?.state === 'same' && draft === undefined)",
    because: 'a stale read hides a draft, and a second one would be the answer',
    tests: ['publishers/github-release.test.ts'],
  },
  {
    name: 'published-release-not-proven',
    file: RELEASE,
    find: 'if (commit !== candidate.commit)',
    replace: 'if (commit === undefined)',
    because: 'the public tag is compared with the approved commit',
    tests: ['publishers/github-release.test.ts'],
  },
  {
    name: 'announces-without-looking',
    file: 'src/publishers/slack.ts',
    find: "if (found === undefined)\n      return { state: 'absent'",
    replace: "if (to !== undefined)\n      return { state: 'absent'",
    because: 'an announcement is made once',
    tests: ['publishers/slack.test.ts'],
  },
  {
    name: 'never-announced',
    file: 'src/publishers/slack.ts',
    find: 'await chat?.post(to, { mark: markOf(release), text: toSlack(announcement(release)) });',
    replace: '',
    because: 'people wait for the announcement',
    tests: ['publishers/slack.test.ts'],
  },
  {
    name: 'announcement-believed',
    file: 'src/publishers/slack.ts',
    find: 'if (found === undefined) return unable(',
    replace: 'if (found === undefined) return pass(',
    because: 'a publication is proven by a second look',
  },
  {
    name: 'made-again-when-not-to-be-seen',
    file: 'src/engine/remembered.ts',
    find: 'return made === undefined ? placement : unseen(session, made);',
    replace: 'return placement;',
    because: 'what was made is not made again by itself',
    equivalent: 'an effect that is done in the ledger is never carried out again',
  },
];
