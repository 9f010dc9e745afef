import type { Mutant } from '../mutant.ts';

const DECIDE = 'src/domain/decide.ts';
const ROWS = 'src/domain/rows.ts';
const FACTS = 'src/domain/facts.ts';

/** Faults in what is decided, and in what it is decided from. */
export const DECIDING: readonly Mutant[] = [
  {
    name: 'publishes-before-the-steps-above',
    file: ROWS,
    find: '.filter((row) => !isDone(row) && !row.step.parallel)',
    replace: '.filter((row) => row.step.parallel)',
    because: 'what is announced must be there first',
  },
  {
    name: 'publishes-after-a-fact-moved',
    file: DECIDE,
    find: "if (current.moved.length > 0) return 'stopped';",
    replace: '',
    because: 'what was approved is what ships',
  },
  {
    name: 'does-not-hold-what-moved',
    file: DECIDE,
    find: "return rows.filter(({ placement }) => placement?.state === 'underway').flatMap(holding);",
    replace: 'return [];',
    because: 'an open promotion of what has moved must not be merged',
  },
  {
    name: 'earlier-consents-not-asked-again',
    file: DECIDE,
    find: 'const consents = carriesOn(decide(view))',
    replace: 'const consents = view.closed !== undefined',
    because: 'agreement that was taken back no longer carries anything on',
  },
  {
    name: 'earlier-facts-not-watched',
    file: DECIDE,
    find: 'const watched = publishing ?',
    replace: 'const watched = view.closed !== undefined && publishing ?',
    because: 'a tag or image that moves after its check is not noticed',
  },
  {
    name: 'rings-open-without-promoters',
    file: ROWS,
    find: 'promote: ring.promote.map((step) => rowOf(view, step, []))',
    replace: 'promote: []',
    because: 'the next ring opens when its promoters agree',
  },
  {
    name: 'next-ring-opens-on-any-step',
    file: DECIDE,
    find: 'rows.every(isDone) ? opening(rings[ring + 1]) : []',
    replace: 'rows.some(isDone) ? opening(rings[ring + 1]) : []',
    because: 'every step of a ring comes before the next ring',
  },
  {
    name: 'closes-before-the-announcement',
    file: DECIDE,
    find: "return orElse(rows.flatMap(publishing), [{ do: 'close' }]);",
    replace: "return [{ do: 'close' }];",
    because: 'optional publishers are carried out before a release is closed',
    equivalent: 'no publisher of this process is optional, so that none is left when all are done',
  },
  {
    name: 'finished-with-one-step-done',
    file: DECIDE,
    find: "return ring === rings.length - 1 && rows.every(isDone) ? 'finishing' : 'going';",
    replace: "return ring === rings.length - 1 && rows.some(isDone) ? 'finishing' : 'going';",
    because: 'a release is released when everything is',
  },
  {
    name: 'announcement-is-optional',
    file: ROWS,
    find: "return state === 'pass' || state === 'skipped' || step.optional;",
    replace:
      "return state === 'pass' || state === 'skipped' || step.optional || step.verb === 'announce';",
    because: 'a release that nobody hears of has not come to its end',
  },
  {
    name: 'always-certain',
    file: DECIDE,
    find: 'const actions = isCertain(view, rings, ring) ? actionsFor(standing, rings, ring) : [];',
    replace: 'const actions = actionsFor(standing, rings, ring);',
    because: 'nothing is published while an earlier step cannot be told',
  },
  {
    name: 'draft-published-without-consent',
    file: DECIDE,
    find: "return placement?.state === 'drafted' && agreed ?",
    replace: "return placement?.state === 'drafted' ?",
    because: 'an owner agrees that a draft becomes public',
  },
  {
    name: 'publishes-although-somebody-spoke',
    file: 'src/engine/session.ts',
    find: "return goesOn && state === 'intended' ? { onlyIfHeard: true } : {};",
    replace: 'return {};',
    because: 'somebody may have taken agreement back a moment ago',
  },
  {
    name: 'opens-a-ring-although-somebody-spoke',
    file: 'src/engine/act.ts',
    find: "events: [{ kind: 'ring', candidate, ring }], onlyIfHeard: true }",
    replace: "events: [{ kind: 'ring', candidate, ring }] }",
    because: 'somebody may have taken agreement back a moment ago',
  },
  {
    name: 'pinned-twice',
    file: FACTS,
    find: "settle === 'watch' || pinned.has(key) ? []",
    replace: "settle === 'watch' ? []",
    because: 'a fact is pinned at first sight, and never again',
  },
  {
    name: 'moves-ignored',
    file: FACTS,
    find: 'return before === undefined || before.value === value',
    replace: 'return before === undefined || value !== undefined',
    because: 'what moves after it was approved stops the release',
  },
  {
    name: 'moves-followed',
    file: 'src/domain/candidate-history.ts',
    find: "else if (event.kind === 'moved') history.moved.push(event.fact);",
    replace:
      "else if (event.kind === 'moved') history.facts.set(event.fact.key, { ...event.fact, value: event.fact.to, at });",
    because: 'what was approved is what ships, not what stands there now',
  },
  {
    name: 'pins-too-early',
    file: 'src/engine/note.ts',
    find: '...(mayPin(step, rings) ? fresh : []).map(',
    replace: '...fresh.map(',
    because: 'a tag that is refused and made again starts another build',
  },
  {
    name: 'pins-what-is-refused',
    file: 'src/gates/tag.ts',
    find: "verdicts[index]?.state === 'pass' ? ('pin' as const) : ('watch' as const)",
    replace: "verdicts[index] === undefined ? ('watch' as const) : ('pin' as const)",
    because: 'a tag that is refused may be made again',
  },
  {
    name: 'journal-not-chained',
    file: 'src/domain/journal.ts',
    find: 'const previous = last.hash;',
    replace: 'const previous = GENESIS;',
    because: 'the head of the journal vouches for every line before it',
  },
];
