import { RingmasterError } from '../domain/errors.ts';
import { allSteps } from '../domain/process.ts';
import { code, say } from '../domain/prose.ts';
import { type Artifact, candidateName, type Release } from '../domain/release.ts';
import type { Site } from '../plugin/place.ts';
import type { Lease, ReleaseRow, StoredRelease } from '../plugin/store.ts';
import { planReply } from './answer.ts';
import type { Engine } from './engine.ts';
import { releaseTitle } from './open-release.ts';
import { openSession, type Session } from './session.ts';
import { underLease } from './under-lease.ts';

/**
 * Takes further artifacts into a release that stands on the same commit and
 * whose tags have not been accepted yet: people who push two tags one after the
 * other mean one release. Whoever has agreed already is asked again.
 * @returns whether there was such a release.
 */
export async function joinRelease(
  engine: Engine,
  site: Site,
  { artifacts, commit }: { readonly artifacts: readonly Artifact[]; readonly commit: string },
): Promise<boolean> {
  for (const row of await engine.store.releases.open(site.repository.id))
    if (await joinIfOpen(engine, row, { artifacts, commit })) return true;
  return false;
}

async function joinIfOpen(
  engine: Engine,
  row: ReleaseRow,
  { artifacts, commit }: { readonly artifacts: readonly Artifact[]; readonly commit: string },
): Promise<boolean> {
  let joined = false;
  const alone = await underLease(engine, row.id, async (lease) => {
    const stored = await engine.store.releases.load(row.id);
    const session = stored === undefined ? undefined : sessionOf(engine, lease, stored);
    if (session === undefined || !mayJoin(session, commit, artifacts)) return;
    await join(session, artifacts);
    joined = true;
  });
  if (!alone) return joinIfOpen(engine, row, { artifacts, commit });
  if (joined) await engine.queue.wake('release', row.id);
  return joined;
}

/** A release whose process cannot be read any more says so itself, and keeps no tag from another one. */
function sessionOf(engine: Engine, lease: Lease, stored: StoredRelease): Session | undefined {
  try {
    return openSession(engine, lease, stored);
  } catch (error) {
    if (error instanceof RingmasterError && error.code === 'process-invalid') return undefined;
    throw error;
  }
}

function mayJoin(
  { current, history, process }: Session,
  commit: string,
  artifacts: readonly Artifact[],
): boolean {
  const accepted = allSteps(process)
    .filter(({ uses }) => uses === 'tag')
    .some(({ name }) => current.verdicts.get(name)?.verdict.state === 'pass');
  const isNew = artifacts.every(({ name }) => history.release.skipped.includes(name));
  return current.candidate.commit === commit && isNew && !accepted && history.closed === undefined;
}

async function join(session: Session, artifacts: readonly Artifact[]): Promise<void> {
  const { history, process } = session;
  const all = [...history.release.artifacts, ...artifacts];
  const ordered = process.artifacts.flatMap(
    ({ name }) => all.find((each) => each.name === name) ?? [],
  );
  const taken = new Set(ordered.map(({ name }) => name));
  const release: Release = {
    ...history.release,
    artifacts: ordered,
    skipped: history.release.skipped.filter((name) => !taken.has(name)),
    title: releaseTitle(ordered),
  };
  const { candidate } = session.current;
  const n = candidate.n + 1;
  // Before a card could be read nobody has agreed to anything; afterwards somebody
  // may have, though we have not heard it yet.
  if (history.shown.length === 0)
    return session.commit({ artifacts, events: [{ kind: 'joined', release }] });
  const next = { ...candidate, n, at: session.now() };
  const words = say`${code(releaseTitle(artifacts))} was tagged on the same commit and joins this release. That is ${candidateName(next)}: owners, please look again.`;
  await session.commit({
    artifacts,
    events: [
      { kind: 'joined', release },
      { kind: 'candidate', candidate: next },
    ],
    ledger: [planReply(session, { target: candidateName(next), words })],
  });
}
