import type { Mutant } from '../mutant.ts';

const WORKER = 'src/engine/worker.ts';

/** Faults in who works at a release, and when it is looked at again. */
export const WORKERS: readonly Mutant[] = [
  {
    name: 'lease-of-one-second',
    file: 'src/engine/under-lease.ts',
    find: 'const LEASE = 60_000;',
    replace: 'const LEASE = 1_000;',
    because: 'two workers take turns in the middle of what each does',
    tests: ['engine/worker.test.ts'],
  },
  {
    name: 'lease-given-back-before-the-work',
    file: 'src/engine/under-lease.ts',
    find: 'await task(lease);\n    return true;',
    replace: 'await store.leases.giveBack(lease);\n    await task(lease);\n    return true;',
    because: 'nothing can be stored without the lease',
    tests: ['engine/note-gaps.test.ts'],
  },
  {
    name: 'closed-releases-are-worked-at',
    file: WORKER,
    find: 'if (stored?.row.isOpen !== true) return;',
    replace: 'if (stored === undefined) return;',
    because: 'a gap makes its cards unwritten, and nobody comes to write them',
    tests: ['engine/worker.test.ts'],
  },
  {
    name: 'missing-lease-forgotten',
    file: WORKER,
    find: "if (!alone) await engine.queue.wake('release', release);",
    replace: '',
    because: 'what somebody was woken for is looked at later or never',
    equivalent:
      'whoever holds the lease hears what is said before it ends, and sweeps wake every open release',
  },
  {
    name: 'lost-lease-swallowed',
    file: WORKER,
    find: "error.code !== 'overtaken') throw error;",
    replace: "(error.code !== 'overtaken' && error.code !== 'lease-lost')) throw error;",
    because: 'whoever lost the lease has not ended what he was woken for',
    equivalent: 'whoever has taken the lease looks at everything anew',
  },
  {
    name: 'overtaken-swallowed',
    file: WORKER,
    find: "throw error;\n      await engine.queue.wake('release', release);",
    replace: 'throw error;',
    because: 'what was said meanwhile is judged late or never',
    equivalent: 'to hear something sets the next look in the same transaction',
  },
  {
    name: 'next-look-never-set',
    file: WORKER,
    find: 'return { nextLook: nextLook ?? null,',
    replace: 'return { nextLook: null,',
    because: 'nobody comes back for what only time tells',
    tests: ['engine/worker.test.ts'],
  },
  {
    name: 'end-although-somebody-spoke',
    file: WORKER,
    find: '...(isWaiting ? {} : { onlyIfHeard: true }) };',
    replace: '};',
    because: 'the next look that hearing asked for is overwritten',
    equivalent: 'whoever was heard also wakes the release by a job, which outlives the process',
  },
  {
    name: 'due-releases-not-woken',
    file: WORKER,
    find: "for (const release of await store.releases.takeDue(now)) await queue.wake('release', release);",
    replace: '',
    because: 'a next look that nobody takes is none',
    tests: ['engine/worker.test.ts'],
  },
  {
    name: 'rounds-limited-to-one',
    file: 'src/engine/reconcile.ts',
    find: 'const ROUNDS = 20;',
    replace: 'const ROUNDS = 1;',
    because: 'the loop does not come to rest in one wake',
    tests: ['engine/reconcile.test.ts'],
  },
  {
    name: 'site-comments-judged-once-only',
    file: WORKER,
    find: "if (!alone) await engine.queue.wake('site', String(repository));",
    replace: '',
    because: 'a proposal is answered late or never',
    equivalent: 'to hear something sets the next look of the repository in the same transaction',
  },
];
