import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { EffectKind } from '../domain/effect.ts';
import type { Duration } from '../domain/time.ts';
import type { Meter } from '../plugin/meter.ts';
import type { QueueSize } from '../plugin/queue.ts';
import { uptime } from './clock.ts';

/** GitHub's budgets are for an hour; what it said before that is no longer true. */
const BUDGET_HOLDS: Duration = 3_600_000;

/** What the store tells when it is asked. */
export interface Stock {
  readonly queue: QueueSize;
  readonly openReleases: number;
  readonly setAside: number;
}

type Swept = Parameters<Meter['swept']>[0];

/** A meter that can be read off. */
export interface ReadableMeter extends Meter {
  /** How long ago the last sweep came to its end; before the first, how long it has been waited for. */
  sinceSwept(what: Swept): Duration;
  /** Everything in Prometheus' text format. Without a stock, what it would tell is left out. */
  exposition(stock: Stock | undefined): Promise<{ readonly type: string; readonly text: string }>;
}

/** Counts in memory, for Prometheus to fetch. A process that starts again begins at zero, which Prometheus knows. */
export function prometheusMeter(now: () => Duration = uptime): ReadableMeter {
  const registry = new Registry();
  const count = counters(registry);
  const show = gauges(registry);
  const swept: Record<Swept, Duration> = { repositories: now(), deliveries: now() };
  const budgets = new Map<number, { readonly remaining: number; readonly at: Duration }>();
  const sinceSwept = (what: Swept) => now() - swept[what];
  collectDefaultMetrics({ register: registry });
  return {
    delivery: (outcome) => count.deliveries.inc({ outcome }),
    request: (intent, outcome) => count.requests.inc({ intent, outcome }),
    budget: (installation, remaining) => budgets.set(installation, { remaining, at: now() }),
    effect: (kind, outcome) => count.effects.inc({ kind, outcome }),
    setAside: (kind) => count.setAside.inc({ kind }),
    swept(what) {
      swept[what] = now();
    },
    sinceSwept,
    async exposition(stock) {
      for (const what of ['repositories', 'deliveries'] as const)
        show.sweepAge.set({ what }, sinceSwept(what) / 1000);
      const fresh = [...budgets.values()].filter(({ at }) => now() - at < BUDGET_HOLDS);
      tell(show.budget, fresh.length === 0 ? undefined : lowest(fresh));
      showStock(show, stock);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

function lowest(budgets: readonly { readonly remaining: number }[]): number {
  return Math.min(...budgets.map(({ remaining }) => remaining));
}

function counters(registry: Registry) {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `ringmaster_${name}`, help, labelNames, registers: [registry] });
  const all = {
    deliveries: counter('deliveries_total', 'Webhooks that came in.', ['outcome']),
    requests: counter('github_requests_total', 'Requests to GitHub.', ['intent', 'outcome']),
    effects: counter('effects_total', 'Changes to the outside world that were attempted.', [
      'kind',
      'outcome',
    ]),
    setAside: counter('set_aside_total', 'Jobs that failed so often that they were set aside.', [
      'kind',
    ]),
  };
  // What an alert may be waiting for begins at zero, so that its first time counts as a rise.
  for (const outcome of ['new', 'again', 'duplicate', 'refused', 'failed'])
    all.deliveries.inc({ outcome }, 0);
  for (const intent of ['read', 'write'])
    for (const outcome of ['ok', 'limited', 'refused', 'failed'])
      all.requests.inc({ intent, outcome }, 0);
  for (const kind of ['delivery', 'release', 'site']) all.setAside.inc({ kind }, 0);
  for (const kind of KINDS)
    for (const outcome of ['done', 'adopted', 'refused', 'unknown'])
      all.effects.inc({ kind, outcome }, 0);
  return all;
}

const KINDS = Object.keys({
  issue: true,
  card: true,
  reply: true,
  reaction: true,
  draft: true,
  publish: true,
  mend: true,
  hold: true,
  resume: true,
  close: true,
} satisfies Record<EffectKind, true>);

function gauges(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `ringmaster_${name}`, help, labelNames, registers: [registry] });
  return {
    sweepAge: gauge('sweep_age_seconds', 'Time since the last sweep came to its end.', ['what']),
    budget: gauge('github_budget_remaining', 'Requests left this hour, the lowest of all.'),
    storeUp: gauge('store_up', '1 where the database answers, else 0.'),
    jobs: gauge('queue_jobs', 'Jobs in the queue, of all replicas.', ['state']),
    oldest: gauge('queue_oldest_seconds', 'How long the job waits that is overdue for longest.'),
    open: gauge('open_releases', 'Releases under way.'),
    aside: gauge('deliveries_set_aside', 'Webhooks that could not be read; 100 at most are told.'),
  };
}

function showStock(show: ReturnType<typeof gauges>, stock: Stock | undefined): void {
  show.storeUp.set(stock === undefined ? 0 : 1);
  show.jobs.reset();
  if (stock !== undefined)
    for (const state of ['waiting', 'active'] as const)
      show.jobs.set({ state }, stock.queue[state]);
  tell(show.oldest, stock === undefined ? undefined : stock.queue.oldest / 1000);
  tell(show.open, stock?.openReleases);
  tell(show.aside, stock?.setAside);
}

/** What is not known is left out: an old number would look like a new one. */
function tell(gauge: Gauge, value: number | undefined): void {
  if (value === undefined) gauge.remove({});
  else gauge.set(value);
}
