import type { FaultKind } from '../forge/faults/faults.ts';
import type { Forge } from '../forge/forge-handle.ts';
import type { Chance } from '../sim/chance.ts';
import type { Mishap } from './mishap.ts';

/**
 * How late the outside may be, in milliseconds: how old its answers, how slow its
 * network. What Ringmaster waits for GitHub to settle must be longer than both.
 */
export const STALE = 1000;
export const SLOW = 700;

/** What goes wrong at the moment. While it is calm, nothing does. */
export interface Weather {
  /** What becomes of a request of Ringmaster. */
  mishap(request: { readonly isWrite: boolean }): Mishap;
  calm(): void;
  /** Resolves when the next request arrives that changes something. */
  nextWrite(): Promise<void>;
  /** How often each thing went wrong. */
  readonly fired: ReadonlyMap<string, number>;
}

const HOOKS_EVERY = 150;

/** Begins a storm: requests fail, before or after they were carried out; webhooks are lost, doubled and late. */
export function storm(forge: Forge, chance: Chance): Weather {
  const fired = new Map<string, number>();
  const count = (kind: string) => fired.set(kind, (fired.get(kind) ?? 0) + 1);
  let isCalm = false;
  let write = Promise.withResolvers<void>();
  const plant = () => {
    const fault = forge.faults.add({ on: {}, ...hookFault(chance) });
    const taken = setTimeout(() => {
      if (fault.fired > 0) count(fault.plan.kind);
      fault.remove();
      if (!isCalm) plant();
    }, HOOKS_EVERY);
    taken.unref();
  };
  plant();
  return {
    fired,
    nextWrite: () => write.promise,
    mishap({ isWrite }) {
      if (isWrite) {
        write.resolve();
        write = Promise.withResolvers<void>();
      }
      const kind = isCalm ? { kind: 'none' as const } : draw(chance, isWrite);
      if (kind.kind !== 'none') count(kind.kind);
      return kind;
    },
    calm() {
      isCalm = true;
      forge.faults.clear();
    },
  };
}

function hookFault(chance: Chance): FaultKind {
  return chance.pick<FaultKind>([
    { kind: 'lose-hook', recorded: true },
    { kind: 'lose-hook', recorded: false },
    { kind: 'duplicate-hook' },
    { kind: 'delay-hook', ms: chance.between(1, SLOW) },
  ]);
}

type Draw = (chance: Chance) => Mishap;

/** Of a hundred requests, so many meet this. */
const ANY: readonly (readonly [number, Draw])[] = [
  [2, () => ({ kind: 'refuse' })],
  [1, () => ({ kind: 'reset' })],
  [1, (chance) => ({ kind: 'rate-limit', status: chance.pick([403, 429]), seconds: 1 })],
  [8, (chance) => ({ kind: 'delay', ms: chance.between(1, SLOW) })],
  [12, (chance) => ({ kind: 'slow-answer', ms: chance.between(1, SLOW) })],
];
const WRITES: typeof ANY = [
  ...ANY,
  [15, () => ({ kind: 'effect-then-502' })],
  [15, () => ({ kind: 'effect-then-reset' })],
];
const READS: typeof ANY = [
  ...ANY,
  [10, (chance) => ({ kind: 'stale', ms: chance.between(1, STALE) })],
];

function draw(chance: Chance, isWrite: boolean): Mishap {
  let roll = chance.next() * 100;
  for (const [share, make] of isWrite ? WRITES : READS) {
    roll -= share;
    if (roll < 0) return make(chance);
  }
  return { kind: 'none' };
}
