import type { Json } from '../site.ts';

/** One attempt to tell one App of one event. Redelivery makes a new attempt with the same `guid`. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly appId: number;
  readonly event: string;
  readonly action: string | undefined;
  readonly installationId: number | undefined;
  readonly repositoryId: number | undefined;
  readonly redelivery: boolean;
  readonly deliveredAt: number;
  /** Seconds the App took to answer. */
  readonly duration: number;
  /** GitHub's words; "OK" for any answer with a code from 200 to 299. */
  readonly status: string;
  /** The code the App answered with, or 0 where it never answered. */
  readonly statusCode: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The very text that was signed and sent. */
  readonly body: string;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** An attempt as it stands in the list of deliveries. */
export function deliveryItemJson(delivery: Delivery): Json {
  const { id, guid, redelivery, duration, status, statusCode, event, action } = delivery;
  return {
    id,
    guid,
    // Unlike all other dates of the API, these carry milliseconds.
    delivered_at: new Date(delivery.deliveredAt).toISOString(),
    redelivery,
    duration,
    status,
    status_code: statusCode,
    event,
    action: action ?? null,
    installation_id: delivery.installationId ?? null,
    repository_id: delivery.repositoryId ?? null,
    throttled_at: null,
  };
}

/** An attempt with what was sent and answered. */
export function deliveryJson(delivery: Delivery, url: string): Json {
  return {
    ...deliveryItemJson(delivery),
    url,
    request: { headers: delivery.requestHeaders, payload: JSON.parse(delivery.body) },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  };
}
