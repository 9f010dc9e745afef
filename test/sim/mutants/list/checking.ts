import type { Mutant } from '../mutant.ts';

const JUDGE_IMAGE = 'src/gates/staged/judge-image.ts';
const JUDGE_TAG = 'src/gates/tag/judge-tag.ts';

/** Faults in gates. */
export const CHECKING: readonly Mutant[] = [
  {
    name: 'foreign-builds-accepted',
    file: JUDGE_IMAGE,
    find: 'unfitReason(staged, image) ?? foreignReason(name, image, commit);',
    replace: 'unfitReason(staged, image);',
    because: 'an image of another commit was not approved',
    tests: ['gates/staged-images.test.ts'],
  },
  {
    name: 'silent-builds-accepted',
    file: JUDGE_IMAGE,
    find: 'image.parts.every(({ revision }) => revision === commit)',
    replace: 'image.parts.every(({ revision }) => revision === undefined || revision === commit)',
    because: 'an artifact that does not name its commit takes an owner to vouch for it',
    tests: ['gates/staged-confirm.test.ts'],
  },
  {
    name: 'confirmation-of-another-digest',
    file: 'src/gates/staged/confirmations.ts',
    find: 'counted.filter(({ facts }) => facts[key] === value)',
    replace: 'counted.filter(({ facts }) => facts[key] !== value || value !== undefined)',
    because: 'whoever vouches does so for one digest',
    tests: ['gates/staged-confirm.test.ts'],
  },
  {
    name: 'forgotten-facts-not-asked',
    file: 'src/gates/staged.ts',
    find: 'return gapUntil !== undefined && (pinned === undefined || pinned.at >= gapUntil);',
    replace: 'return gapUntil !== undefined && pinned?.value === name;',
    because: 'what was pinned in a forgotten time may have been something else',
    tests: ['gates/staged.test.ts'],
  },
  {
    name: 'tag-on-any-commit',
    file: JUDGE_TAG,
    find: "if (object.target.kind !== 'commit' || object.target.id !== context.commit)",
    replace: "if (object.target.kind !== 'commit')",
    because: 'the tag peels to the approved commit',
    tests: ['gates/tag.test.ts'],
  },
  {
    name: 'tag-without-a-signature',
    file: JUDGE_TAG,
    find: 'if (wanted.signedBy === undefined) return undefined;',
    replace: 'if (wanted !== undefined) return undefined;',
    because: 'an owner signs the tag',
    tests: ['gates/tag.test.ts'],
  },
  {
    name: 'tag-of-any-signer',
    file: JUDGE_TAG,
    find: "case 'foreign':\n      return refused(",
    replace: "case 'foreign':\n      return name.length > 0 ? undefined : refused(",
    because: 'the key belongs to an owner',
    tests: ['gates/tag.test.ts'],
  },
  {
    name: 'lightweight-tag-accepted',
    file: JUDGE_TAG,
    find: 'if (object === undefined)\n    return refused(',
    replace:
      'if (object === undefined) return accepted(found);\n  if (object.name === undefined)\n    return refused(',
    because: 'a lightweight tag says nothing of who made it',
    tests: ['gates/tag.test.ts'],
  },
  {
    name: 'tag-without-the-changelog',
    file: JUDGE_TAG,
    find: 'if (!wanted.changelog) return undefined;',
    replace: 'if (message !== undefined) return undefined;',
    because: 'the message of the tag names every change',
    tests: ['gates/tag/judge-tag.test.ts'],
  },
  {
    name: 'any-file-passes',
    file: 'src/gates/file.ts',
    find: 'if (value === wanted.is) return pass(',
    replace: 'if (wanted.is !== value || value === wanted.is) return pass(',
    because: 'the chart installs the images of this release',
    tests: ['gates/file.test.ts'],
  },
  {
    name: 'missing-image-passes',
    file: JUDGE_IMAGE,
    find: 'if (image === undefined) return pending(',
    replace: 'if (image === undefined) return pass(',
    because: 'what is not staged cannot be promoted',
    tests: ['gates/staged.test.ts'],
  },
];
