import { z } from 'zod';
import { say } from '../../../src/domain/prose.ts';
import { pass, type Verdict, type VerdictState } from '../../../src/domain/verdict.ts';
import { defineGate } from '../../../src/plugin/gate.ts';
import { loadPlugins, type Plugins } from '../../../src/plugin/load.ts';
import { definePublisher } from '../../../src/plugin/publisher.ts';

/** What lies on the shelf, or is on its way there until somebody lets it through. */
export interface Parcel {
  readonly commit: string;
  readonly state: 'underway' | 'held' | 'there';
}

/** What a run of the model decides by hand: a gate's answer, and a place to publish to. */
export interface Levers {
  signal: VerdictState;
  parcel: Parcel | undefined;
  /** Commits that were brought to the shelf, in order. */
  readonly brought: string[];
}

const plugins = await loadPlugins();
const options = z.object({});

/** The real plug-ins, with a gate and a publisher that are moved by levers. */
export function pluginsWith(levers: Levers): Plugins {
  return {
    ...plugins,
    gates: new Map([...plugins.gates, ['signal', signal(levers)]]),
    publishers: new Map([...plugins.publishers, ['shelf', shelf(levers)]]),
  };
}

function signal(levers: Levers) {
  return defineGate({
    name: 'signal',
    verb: 'check',
    title: 'Answers what the lever says',
    options,
    observe: async () => levers.signal,
    judge: (state): Verdict => ({ state, reason: say`the lever is at ${state}` }),
  });
}

/** Like a pull request: found by its name, let through by others, and held while it is underway. */
function shelf(levers: Levers) {
  return definePublisher({
    name: 'shelf',
    verb: 'publish',
    title: 'Brings the candidate to the shelf',
    class: 'natural-key',
    options,
    async look({ candidate: { commit } }) {
      const { parcel } = levers;
      if (parcel?.state === 'there') {
        const state = parcel.commit === commit ? 'same' : 'different';
        return { state, reason: say`${parcel.commit} is on the shelf` };
      }
      if (parcel?.commit !== commit) return { state: 'absent', reason: say`nothing of it` };
      return { state: 'underway', reason: say`underway`, held: parcel.state === 'held' };
    },
    async publish({ candidate: { commit } }) {
      levers.brought.push(commit);
      levers.parcel = { commit, state: 'underway' };
    },
    verify: async () => pass(say`it is on the shelf`),
    async hold() {
      if (levers.parcel?.state === 'underway') levers.parcel = { ...levers.parcel, state: 'held' };
    },
    async resume() {
      if (levers.parcel?.state === 'held') levers.parcel = { ...levers.parcel, state: 'underway' };
    },
  });
}
