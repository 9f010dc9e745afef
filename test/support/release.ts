import type { CandidateHistory } from '../../src/domain/candidate-history.ts';
import type { Fact } from '../../src/domain/facts.ts';
import type { Process, Step } from '../../src/domain/process.ts';
import { plain } from '../../src/domain/prose.ts';
import type { Candidate, Person, Release } from '../../src/domain/release.ts';
import type { Signoff } from '../../src/domain/signoff.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { Gate } from '../../src/plugin/gate.ts';
import type { Ports } from '../../src/plugin/ports.ts';
import type { ReleaseView } from '../../src/plugin/release-view.ts';

export const NOW = '2026-05-04T09:12:00.000Z';
export const ALICE: Person = { id: 1, login: 'alice' };
export const BOB: Person = { id: 2, login: 'bob' };
export const CAROL: Person = { id: 3, login: 'carol' };
export const MALLORY: Person = { id: 4, login: 'mallory' };

export const COMMIT = '3f9c2ab'.padEnd(40, '0');
export const OTHER_COMMIT = '7d01e44'.padEnd(40, '0');

export const IMAGES = {
  name: 'images',
  version: '0.1.0',
  tag: 'v0.1.0',
  image: 'gcr.io/k8s-staging-app/app:v0.1.0',
};
export const CHART = {
  name: 'chart',
  version: '0.1.0',
  tag: 'chart/0.1.0',
  image: 'gcr.io/k8s-staging-app/charts/app:0.1.0',
};

export function release(changes: Partial<Release> = {}): Release {
  return {
    id: '7/images@0.1.0',
    repository: { id: 7, owner: 'acme', name: 'app' },
    product: 'app',
    title: 'v0.1.0',
    artifacts: [IMAGES],
    skipped: [],
    openedBy: ALICE,
    openedAt: NOW,
    ...changes,
  };
}

export function candidate(changes: Partial<Candidate> = {}): Candidate {
  return {
    n: 1,
    commit: COMMIT,
    branch: 'main',
    cutBy: ALICE,
    at: NOW,
    since: { tag: 'v0.0.9', commit: OTHER_COMMIT },
    commits: 3,
    changes: [{ number: 12, title: 'Share devices', author: 'bob' }],
    ...changes,
  };
}

export function view(changes: Partial<ReleaseView> = {}): ReleaseView {
  const { artifacts } = changes.release ?? release();
  return {
    release: release(),
    candidate: candidate(),
    facts: new Map(),
    gapUntil: undefined,
    signoffs: [],
    withdrawals: [],
    rosters: { owners: [ALICE, BOB, CAROL] },
    ringSince: NOW,
    step: 'step',
    artifact: artifacts[0] ?? IMAGES,
    branch: 'ringmaster/app-v0.1.0',
    server: 'https://github.test',
    issue: { number: 5, address: 'https://github.test/acme/app/issues/5' },
    waivers: [],
    addresses: [],
    ...changes,
  };
}

export function signoff(by: Person, changes: Partial<Signoff> = {}): Signoff {
  return {
    id: `${by.id}/1`,
    comment: by.id,
    by,
    at: NOW,
    step: 'owners',
    candidate: 1,
    choice: 'approve',
    note: undefined,
    facts: {},
    ...changes,
  };
}

export function facts(
  values: Readonly<Record<string, string>>,
  source = 'staged',
): ReadonlyMap<string, Fact> {
  return new Map(
    Object.entries(values).map(([key, value]) => [key, { key, value, source, at: NOW }]),
  );
}

/** A door of which a test opens only a part; whoever uses the rest fails. */
export function only<T extends object>(name: string, open: Partial<T> = {}): T {
  return new Proxy(Object.assign(Object.create(null), open), {
    get(target, member) {
      if (Object.hasOwn(target, member)) return target[member];
      throw new Error(`${name}.${String(member)} was not expected to be used`);
    },
  });
}

/** Ports of which only some are open. */
export function ports(open: Partial<Ports> = {}): Ports {
  return {
    forge: only('forge'),
    proposals: only('proposals'),
    registry: only('registry'),
    publicRegistry: only('publicRegistry'),
    signatures: only('signatures'),
    chat: undefined,
    groups: { members: async () => [ALICE, BOB, CAROL] },
    ...open,
  };
}

/** Asks a gate and answers its verdict, with the reason as plain words. */
export async function ask(
  gate: Gate,
  {
    release: about = view(),
    options = {},
    open = {},
  }: { release?: ReleaseView; options?: unknown; open?: Partial<Ports> } = {},
): Promise<Omit<Verdict, 'reason'> & { reason: string }> {
  const { verdict } = await gate.ask({ release: about, options, ports: ports(open), now: NOW });
  return { ...verdict, reason: plain(verdict.reason) };
}

export function step(name: string, changes: Partial<Step> = {}): Step {
  return {
    name,
    verb: 'check',
    uses: name,
    options: {},
    if: undefined,
    optional: false,
    parallel: false,
    within: 3_600_000,
    by: undefined,
    ...changes,
  };
}

export function processOf(rings: Process['rings']): Process {
  return {
    product: 'app',
    artifacts: [IMAGES, CHART],
    people: new Map([['owners', { kind: 'owners-file', path: 'OWNERS' }]]),
    rings,
    waivers: { by: undefined, max: 7 * 86_400_000 },
    issue: { title: undefined, labels: [] },
  };
}

export function candidateHistory(changes: Partial<CandidateHistory> = {}): CandidateHistory {
  return {
    candidate: candidate(),
    facts: new Map(),
    moved: [],
    verdicts: new Map(),
    rings: new Map(),
    ...changes,
  };
}
