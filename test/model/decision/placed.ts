import type { Placement } from '../../../src/domain/placement.ts';
import { say } from '../../../src/domain/prose.ts';
import type { Observation } from '../../../src/domain/rows.ts';
import { fail, pass, pending, type Verdict } from '../../../src/domain/verdict.ts';
import type { Place } from './state.ts';

/** What a publisher answers of a place, and what the second look says where there is one. */
export function placed(place: Place, consent?: Verdict): Observation {
  const proof = PROOFS[place];
  return {
    kind: 'placement',
    placement: { reason: say`${place}`, ...PLACEMENTS[place] },
    ...(proof === undefined ? {} : { proof }),
    ...(consent === undefined ? {} : { consent }),
  };
}

const PLACEMENTS: Readonly<Record<Place, Omit<Placement, 'reason'>>> = {
  absent: { state: 'absent' },
  drafted: { state: 'drafted' },
  underway: { state: 'underway' },
  asking: { state: 'underway', needsYou: true },
  held: { state: 'underway', held: true },
  'held-by-others': { state: 'underway', held: true, heldByOthers: true },
  proven: { state: 'same' },
  unproven: { state: 'same' },
  disproven: { state: 'same' },
  different: { state: 'different' },
  unknown: { state: 'unknown' },
};

const PROOFS: Readonly<Partial<Record<Place, Verdict>>> = {
  proven: pass(say`it is there`),
  unproven: pending(say`not to be seen yet`),
  disproven: fail(say`something else is there`),
};
