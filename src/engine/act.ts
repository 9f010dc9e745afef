import type { Action } from '../domain/decide.ts';
import { objectionProse, standingObjections } from '../domain/objection.ts';
import type { Placement } from '../domain/placement.ts';
import { type Prose, say } from '../domain/prose.ts';
import { candidateName } from '../domain/release.ts';
import type { Row } from '../domain/rows.ts';
import { after, type Instant } from '../domain/time.ts';
import type { Publisher, PublisherCall } from '../plugin/publisher.ts';
import { closeRelease } from './close.ts';
import { inTime } from './in-time.ts';
import { mend } from './mend.ts';
import { type Deed, perform } from './perform.ts';
import { type Publishing, publishEffect, publisherOf } from './publish-effect.ts';
import type { Session } from './session.ts';
import { optionsOf, portsOf, releaseView } from './views.ts';

/** How old a look may be when something is begun because of it: what has moved since is not known yet. */
const FRESH = 30_000;

/**
 * Does what was decided, one after the other.
 * @param seenAt when the look began on which the decision rests; once it is too long
 * ago, nothing that goes on is begun before another look.
 * @returns whether anything was done.
 */
export async function act(
  session: Session,
  actions: readonly Action[],
  seenAt: Instant,
): Promise<boolean> {
  let acted = false;
  for (const action of actions) {
    if (goesOn(action) && session.now() > after(seenAt, FRESH)) {
      session.lookAgain(session.now());
      return acted;
    }
    if (await actOn(session, action)) acted = true;
  }
  return acted;
}

/** Whether an action carries the release on, so that it must not rest on what was so a while ago. */
function goesOn({ do: what }: Action): boolean {
  return what === 'open-ring' || what === 'draft' || what === 'publish' || what === 'resume';
}

function actOn(session: Session, action: Action): Promise<boolean> {
  switch (action.do) {
    case 'open-ring':
      return openRing(session, action.ring);
    case 'close':
      return closeRelease(session);
    case 'mend':
      return mend(session, action.row);
    case 'draft':
    case 'publish':
    case 'hold':
    case 'resume':
      return publish(session, action.do, action.row);
  }
}

async function openRing(session: Session, ring: string): Promise<boolean> {
  const candidate = session.current.candidate.n;
  await session.commit({ events: [{ kind: 'ring', candidate, ring }], onlyIfHeard: true });
  return true;
}

async function publish(session: Session, kind: Publishing, row: Row): Promise<boolean> {
  const effect = publishEffect(session, kind, row.step);
  const before = session.ledger.get(effect.id)?.state;
  if (before === 'done' || before === 'failed') return false;
  return perform(session, effect, deedFor(session, kind, row));
}

function deedFor(session: Session, kind: Publishing, { step, placement }: Row): Deed {
  const publisher = publisherOf(session.engine.plugins.publishers, step);
  const call: PublisherCall = {
    release: releaseView(session, step),
    options: optionsOf(session, step),
    ports: portsOf(session),
  };
  return {
    look: async () => foundBy(kind, await publisher.look(call)),
    make: (until) => {
      const ports = inTime(call.ports, { now: session.now, until });
      const found = placement === undefined ? {} : { found: placement };
      const because = reasonFor(session, kind);
      return make(publisher, kind, { ...call, ...found, ports, because });
    },
  };
}

type Found = Awaited<ReturnType<Publisher['look']>>;

/** Whether what a look finds means that this very effect has happened. */
function foundBy(kind: Publishing, { state, held = false }: Found): unknown {
  const happened = {
    hold: held,
    resume: !held,
    draft: state !== 'absent',
    publish: state !== 'absent' && state !== 'drafted',
  };
  return happened[kind] ? { state } : undefined;
}

function make(
  publisher: Publisher,
  kind: Publishing,
  call: PublisherCall & { because: Prose; found?: Placement },
): Promise<void> {
  return publisher[kind](call);
}

function reasonFor({ current, history }: Session, kind: Publishing): Prose {
  const [moved] = current.moved;
  const [objection] = standingObjections(history.objections);
  if (kind === 'hold' && moved !== undefined)
    return say`${moved.key} moved from ${moved.from} to ${moved.to} after it was approved. Do not merge: ${history.release.title} needs a new candidate.`;
  if (kind === 'hold' && objection !== undefined)
    return say`${objectionProse(objection)}. Do not merge before ${history.release.title} goes on.`;
  return say`${candidateName(current.candidate)} of ${history.release.title} is approved; this pull request carries its digests now.`;
}
