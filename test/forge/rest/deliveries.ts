import { notFound } from '../access/refusal.ts';
import type { Delivery } from '../hooks/delivery.ts';
import { deliveryItemJson, deliveryJson } from '../hooks/delivery.ts';
import { type Answer, type Call, numberParam, ok, type Route, route } from '../http/route.ts';
import { existing } from '../world/world.ts';
import { theApp } from './apps.ts';

const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 100;
/** How long GitHub keeps a delivery, in milliseconds: three days. */
const KEPT = 3 * 24 * 3_600_000;

/** The log of an App's webhooks, and how to have one sent again. */
export const deliveryRoutes: readonly Route[] = [
  route('GET /app/hook/deliveries', (call) => listDeliveries(call), {
    heeds: ['cursor', 'status'],
  }),

  route('GET /app/hook/deliveries/{delivery_id}', (call) => {
    const delivery = theDelivery(call);
    const { hook } = existing(call.site.world.apps, delivery.appId);
    return ok(deliveryJson(delivery, hook?.url ?? ''));
  }),

  route('POST /app/hook/deliveries/{delivery_id}/attempts', (call) => {
    call.site.deliveries.redeliver(theDelivery(call).id);
    return { status: 202, body: {} };
  }),
];

/** Newest first. The cursor is the id of the last delivery that was seen. */
function listDeliveries(call: Call): Answer {
  const { query } = call;
  const perPage = Math.min(Number(query.get('per_page') ?? DEFAULT_PAGE), LARGEST_PAGE);
  const cursor = query.get('cursor');
  const status = query.get('status');
  const own = deliveriesOf(call)
    .filter((delivery) => cursor === null || delivery.id < Number(cursor.replace(/^v1_/, '')))
    .filter((delivery) => status === null || hasStatus(delivery, status))
    .toReversed();
  const page = own.slice(0, perPage);
  const last = page.at(-1);
  if (own.length <= perPage || last === undefined) return ok(page.map(deliveryItemJson));
  const next = new URLSearchParams(query);
  next.set('cursor', `v1_${last.id}`);
  const link = `<${call.site.url}${call.path}?${next}>; rel="next"`;
  return ok(page.map(deliveryItemJson), { link });
}

/**
 * "success" is 200 to 399 and "failure" 400 to 599 (OpenAPI): an attempt that
 * nobody answered is in neither.
 */
function hasStatus({ statusCode }: Delivery, status: string): boolean {
  return status === 'success'
    ? statusCode >= 200 && statusCode < 400
    : statusCode >= 400 && statusCode < 600;
}

function deliveriesOf(call: Call): Delivery[] {
  const app = theApp(call);
  const { site } = call;
  return site.deliveries.log.filter(
    ({ appId, deliveredAt }) => appId === app.id && deliveredAt > site.now() - KEPT,
  );
}

function theDelivery(call: Call): Delivery {
  const id = numberParam(call, 'delivery_id');
  const found = deliveriesOf(call).find((delivery) => delivery.id === id);
  if (found === undefined) throw notFound();
  return found;
}
