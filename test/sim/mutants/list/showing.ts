import type { Mutant } from '../mutant.ts';

const REWRITE = 'src/engine/rewrite.ts';
const SHOW = 'src/engine/show.ts';
const RECONCILE = 'src/engine/reconcile.ts';

/** Faults in what people are shown and answered. */
export const SHOWING: readonly Mutant[] = [
  {
    name: 'hash-stored-before-the-write',
    file: REWRITE,
    find: 'await session.commit({ cards: [{ ...card, unsure: session.now() }] });',
    replace:
      'await session.commit({ cards: [{ ...card, hash: engine.hash(rewriting.text), writtenAt: session.now() }] });',
    because: 'a card that could not be written counts as written',
    tests: ['engine/rewrite.test.ts'],
  },
  {
    name: 'late-change-not-reckoned-with',
    file: REWRITE,
    find: 'card.unsure === undefined ? undefined : after(card.unsure, engine.settings.settle);',
    replace: 'undefined;',
    because: 'an earlier change may come to pass after a later one',
    tests: ['engine/rewrite.test.ts'],
  },
  {
    name: 'unsure-forgotten-after-a-write',
    file: REWRITE,
    find: 'return earlier === undefined ? rest : { ...rest, unsure: earlier };',
    replace: 'return rest;',
    because: 'the earlier change may still come to pass',
    tests: ['engine/rewrite.test.ts'],
  },
  {
    name: 'failed-write-counts-as-refused',
    file: REWRITE,
    find: "return !retry || code === 'outside-limited';",
    replace: 'return retry || code !== undefined;',
    because: 'a lost answer does not mean that nothing was written',
    tests: ['engine/rewrite.test.ts'],
  },
  {
    name: 'adopted-card-believed',
    file: SHOW,
    find: "[isAdopted ? { ...card, hash: '', writtenAt: written.at } : card]",
    replace: '[card]',
    because: 'what an earlier attempt wrote may say something else',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'unseen-issue-overwritten',
    file: SHOW,
    find: 'if (issue === undefined)\n    throw new RingmasterError(',
    replace:
      "if (issue === undefined) return '';\n  if (issue.number < 0)\n    throw new RingmasterError(",
    because: 'the words of people in the issue are theirs',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'issue-never-brought-up-to-date',
    file: SHOW,
    find: 'return (await showIssue(session, presentation)) && titled && complete;',
    replace: 'return titled && complete;',
    because: 'the issue says how the release stands',
    tests: ['engine/note-gaps.test.ts'],
  },
  {
    name: 'only-the-first-card-is-written',
    file: SHOW,
    find: 'const isOpen = index <= decision.ring;',
    replace: 'const isOpen = index === 0;',
    because: 'every ring has a card',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'cards-never-rewritten',
    file: SHOW,
    find: 'write: () => session.forge.issues.editComment(id, withMark(session, ring, text)),',
    replace: 'write: async () => {},',
    because: 'a card shows the present',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'answers-before-the-card',
    file: RECONCILE,
    find: "await show(session, decision);\n  await watchWaivers(session, decision);\n  await answer(session, 'reply');",
    replace:
      "await watchWaivers(session, decision);\n  await answer(session, 'reply');\n  await show(session, decision);",
    because: 'an answer speaks of what the card shows',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'ends-without-the-answers',
    file: RECONCILE,
    find: 'if (owesAnswers(session)) return;',
    replace: '',
    because: 'whoever said something is answered',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'ends-without-the-last-card',
    file: RECONCILE,
    find: 'if (shown) await session.commit({ isOpen: false });',
    replace: 'await session.commit({ isOpen: false });',
    because: 'the last card names the head of the journal',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'doubt-forgotten-over-a-limit',
    file: 'src/engine/rewrite.ts',
    find: 'await session.commit({ cards: [card] });',
    replace: 'await session.commit({ cards: [sure(card, undefined)] });',
    because: 'an earlier change may still stand there, or come to pass',
    tests: ['engine/rewrite.test.ts'],
  },
  {
    name: 'new-candidate-never-counts-as-shown',
    file: 'src/engine/note-shown.ts',
    find: 'if (written === undefined || isNoted) return;',
    replace: 'if (written?.id !== undefined || isNoted) return;',
    because: 'nobody could ever agree to a second candidate',
    tests: ['engine/show.test.ts'],
  },
  {
    name: 'no-face-under-a-command',
    file: 'src/engine/listen.ts',
    find: '...(face === undefined ? [] : [planReaction(session, comment.id, face)]),',
    replace: '',
    because: 'whoever says a command sees that it was heard',
    tests: ['engine/listen.test.ts'],
  },
  {
    name: 'closed-without-closing-the-issue',
    file: 'src/engine/close.ts',
    find: 'make: () => forge.issues.close(number),',
    replace: 'make: async () => {},',
    because: 'a release that is through has a closed issue',
    tests: ['engine/show.test.ts'],
  },
];
