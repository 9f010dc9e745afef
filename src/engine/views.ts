import type { Address } from '../domain/address.ts';
import { type Decision, type DecisionView, decide } from '../domain/decide.ts';
import { ringOf, type Step } from '../domain/process.ts';
import { fullName } from '../domain/release.ts';
import type { Observation } from '../domain/rows.ts';
import { standing } from '../domain/signoff.ts';
import type { Instant } from '../domain/time.ts';
import { keptWaivers, type NotedWaiver } from '../domain/waiver.ts';
import type { Ports } from '../plugin/ports.ts';
import type { ReleaseView } from '../plugin/release-view.ts';
import { fillAll } from '../process/variables.ts';
import type { Session } from './session.ts';

/** What was found by looking, by step. */
export type Observed = ReadonlyMap<string, Observation>;

/** Everything that `decide` needs, as this session knows it. */
export function decisionView(session: Session, observed: Observed): DecisionView {
  const { process, history, current } = session;
  return {
    process,
    artifacts: history.release.artifacts,
    current,
    observed,
    now: session.now(),
    closed: history.closed,
    objections: history.objections,
    waivers: history.waivers,
  };
}

/** The decision on what was seen last; nothing is looked at for it. */
export function lastDecision(session: Session): Decision {
  return decide(decisionView(session, new Map()));
}

/** The doors that a plug-in may use for this release. */
export function portsOf({ engine, forge, groups }: Session): Ports {
  const { proposals, registry, publicRegistry, signatures, chat } = engine.outside;
  return { forge, groups, proposals, registry, publicRegistry, signatures, chat };
}

/** What a step's plug-in is told about the release. */
export function releaseView(session: Session, step: Step): ReleaseView {
  const { history, current, row, engine } = session;
  const { release, rosters } = history;
  const signoffs = standing(history.signoffs, step.name);
  const artifact = release.artifacts.find(({ name }) => name === step.if) ?? release.artifacts[0];
  if (artifact === undefined) throw new TypeError(`${release.id} releases nothing`);
  return {
    release,
    candidate: current.candidate,
    facts: current.facts,
    gapUntil: history.gaps.map(({ until }) => until).toSorted()[0],
    signoffs,
    withdrawals: history.withdrawals.filter(
      ({ signoff }) =>
        signoff.step === step.name && !signoffs.some(({ by }) => by.id === signoff.by.id),
    ),
    rosters,
    issue: { number: row.issue ?? 0, address: issueAddress(session) },
    waivers: waiversUsed(session),
    addresses: addressesOf(session),
    ringSince: ringSince(session, step),
    step: step.name,
    artifact,
    branch: row.branch,
    server: engine.settings.server,
  };
}

/** The first ring is open as soon as there is a candidate. */
function ringSince({ process, current }: Session, { name }: Step): Instant {
  const ring = ringOf(process, name)?.name ?? '';
  return current.rings.get(ring) ?? current.candidate.at;
}

/**
 * The waivers that this candidate has gone on with: those of checks that have not
 * passed, whether or not their time is over since.
 */
export function waiversUsed({ history, current }: Session): readonly NotedWaiver[] {
  return keptWaivers(history.waivers, current.candidate.n).filter(
    ({ step }) => current.verdicts.get(step)?.verdict.state !== 'pass',
  );
}

/** A step's options with this release's values in place of the variables. */
export function optionsOf({ history, current }: Session, step: Step): unknown {
  const { artifacts } = history.release;
  const own = artifacts.filter(({ name }) => name === step.if);
  const { candidate } = current;
  return fillAll(step.options, { artifacts: [...own, ...artifacts], candidate });
}

/** The tracking issue's address on the web. */
export function issueAddress({ row, engine }: Pick<Session, 'row' | 'engine'>): string {
  return `${engine.settings.server}/${fullName(row.site.repository)}/issues/${row.issue ?? ''}`;
}

/** Where publications of this candidate can be had, as they said when they were proven. */
export function addressesOf({ current }: Session): readonly Address[] {
  return [...current.verdicts.values()].flatMap(({ verdict }) =>
    verdict.state === 'pass' ? (verdict.addresses ?? []) : [],
  );
}
