import { messageOf, RingmasterError } from '../domain/errors.ts';
import { type Prose, say } from '../domain/prose.ts';
import type { Repository } from '../domain/release.ts';
import { after, type Duration } from '../domain/time.ts';
import type { GivenUp } from '../plugin/queue.ts';
import { siteKey } from '../plugin/store.ts';
import { planReply } from './answer.ts';
import type { Engine } from './engine.ts';
import { issueIn } from './issue-in.ts';

const DAY: Duration = 24 * 3_600_000;

/** When a delivery is read again that failed for a reason which passes. */
const LATER: Duration = 60_000;

/**
 * What becomes of a job that failed again and again. A trouble that passes by
 * itself is waited for. Anything else would fail for ever: it is set aside, people
 * are told where they look, and everything else goes on.
 */
export async function givenUp(engine: Engine, job: GivenUp): Promise<void> {
  const { kind, id, error } = job;
  if (error instanceof RingmasterError && error.retry) {
    // Releases and repositories are due again by themselves.
    if (kind === 'delivery') await engine.queue.wake(kind, id, LATER);
    return;
  }
  engine.meter.setAside(kind);
  engine.log.error('set aside after many attempts', { kind, id, error: messageOf(error) });
  if (kind === 'delivery') await setDeliveryAside(engine, id, messageOf(error));
  // Nothing else comes back to what was said there, unless somebody speaks again.
  if (kind === 'site') await engine.queue.wake(kind, id, engine.settings.sweep);
  if (kind === 'release') await tellOfRelease(engine, id, messageOf(error));
}

async function setDeliveryAside(engine: Engine, id: string, reason: string): Promise<void> {
  const { deliveries, releases } = engine.store;
  await deliveries.setAside(id, reason);
  const delivery = await deliveries.read(id);
  const about = delivery === undefined ? undefined : issueIn(delivery.body);
  if (about === undefined) return;
  const row = await releases.byIssue(about.repository, about.issue);
  if (row === undefined) return;
  const words = say`Something that happened here could not be understood (delivery ${id}), and was set aside; everything else goes on. Whoever runs Ringmaster finds why in its log. If somebody said something that got no answer, please say it again.`;
  await tell(engine, { repository: row.site.repository, issue: about.issue, about: id, words });
}

/** Told once for each reason, however often it goes on failing. */
async function tellOfRelease(engine: Engine, id: string, reason: string): Promise<void> {
  const stored = await engine.store.releases.load(id);
  if (stored?.row.issue === undefined) return;
  const { site, issue } = stored.row;
  const words = say`An error inside Ringmaster keeps this release from going on. Nothing is lost: it is tried again from time to time, and whoever runs Ringmaster finds the reason in its log.`;
  const about = engine.hash(`${id}\n${reason}`).slice(0, 12);
  await tell(engine, { repository: site.repository, issue, about, words });
}

interface News {
  readonly repository: Repository;
  readonly issue: number;
  /** Tells this trouble from others. */
  readonly about: string;
  readonly words: Prose;
}

/** By way of the repository's own ledger: that of the release may be what is broken. */
async function tell(engine: Engine, { repository, issue, about, words }: News): Promise<void> {
  const { id } = repository;
  // A store that was restored may not know that it was told before.
  const since = after(await engine.store.now(), -DAY);
  const book = { engine, key: siteKey(id) };
  const line = planReply(book, { target: `trouble ${about}`, words, spot: { issue, since } });
  await engine.store.sites.plan(id, [line]);
  await engine.queue.wake('site', String(id));
}
