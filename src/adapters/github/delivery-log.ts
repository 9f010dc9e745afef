import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { RingmasterError } from '../../domain/errors.ts';
import { type Instant, toInstant } from '../../domain/time.ts';
import type { DeliveryAttempt, DeliveryLog } from '../../plugin/delivery-log.ts';
import type { Delivery } from '../../plugin/store.ts';
import { parseExactly } from './exact-json.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';

type Client = Pick<Octokit, 'request'>;

/** The most that GitHub lists at a time. */
const PAGE = 100;

/** An id as GitHub wrote it: it may be a number that does not fit into ours. */
const ID = z
  .unknown()
  .transform((id) => JSON.stringify(id))
  .pipe(z.string().regex(/^\d+$/));

const ATTEMPTS = z.array(
  z.object({
    id: ID,
    guid: z.string(),
    event: z.string(),
    delivered_at: z.string(),
    status_code: z.int(),
  }),
);

const DETAILS = z.object({
  event: z.string(),
  request: z.object({ payload: z.unknown() }),
});

/**
 * GitHub's record of the App's webhooks, asked for as the App itself. Attempts
 * that nobody answered belong to none of GitHub's filters, so that none is used.
 */
export function githubDeliveryLog(app: Client): DeliveryLog {
  return {
    attempts: (since) => pages(app, since),
    delivery: (attempt) => deliveryOf(app, attempt),
  };
}

async function* pages(app: Client, since: Instant): AsyncGenerator<readonly DeliveryAttempt[]> {
  let cursor: string | undefined;
  do {
    const { attempts, next }: Page = await readPage(app, cursor);
    const recent = attempts.filter(({ at }) => at >= since);
    if (recent.length > 0) yield recent;
    if (recent.length < attempts.length) return;
    if (next !== undefined && next === cursor)
      throw new RingmasterError(
        'outside-garbled',
        'GitHub: the list of deliveries leads in a circle',
      );
    cursor = next;
  } while (cursor !== undefined);
}

interface Page {
  readonly attempts: readonly DeliveryAttempt[];
  /** Where the next page begins; undefined where there is none. */
  readonly next: string | undefined;
}

function readPage(app: Client, cursor: string | undefined): Promise<Page> {
  return asking('listing webhook deliveries', 'read', async () => {
    const { data, headers } = await app.request('GET /app/hook/deliveries', {
      per_page: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
      ...LETTER_FOR_LETTER,
    });
    return {
      attempts: ATTEMPTS.parse(parseExactly(await bodyOf(data))).map(attemptOf),
      next: nextCursor(headers.link ?? ''),
    };
  });
}

function attemptOf(item: z.output<typeof ATTEMPTS>[number]): DeliveryAttempt {
  const { id, guid, event, delivered_at: at, status_code: status } = item;
  return {
    attempt: id,
    delivery: guid,
    event,
    at: toInstant(at),
    isAcknowledged: status >= 200 && status < 400,
  };
}

async function deliveryOf(
  app: Client,
  { attempt, delivery: id }: DeliveryAttempt,
): Promise<Delivery | undefined> {
  const found = await askingFor('reading a webhook delivery', async () => {
    // The client's own name for this route takes numbers only.
    const url = `/app/hook/deliveries/${attempt}`;
    const { data } = await app.request({ method: 'GET', url, ...LETTER_FOR_LETTER });
    return DETAILS.parse(parseExactly(await bodyOf(data)));
  });
  const payload = found?.request.payload;
  if (found === undefined || typeof payload !== 'object' || payload === null) return undefined;
  return { id, event: found.event, body: JSON.stringify(payload) };
}

// The client would round numbers, or make them something that cannot be written again.
const LETTER_FOR_LETTER = { request: { parseSuccessResponseBody: false } };

async function bodyOf(data: unknown): Promise<string> {
  if (!(data instanceof ReadableStream)) throw new TypeError('an answer without a body');
  return text(data);
}

const NEXT = /<([^<>]+)>;\s*rel="next"/;

/** The cursor in the address of the next page; the address itself is never followed. */
function nextCursor(link: string): string | undefined {
  const [, address] = NEXT.exec(link) ?? [];
  if (address === undefined) return undefined;
  return URL.parse(address)?.searchParams.get('cursor') ?? undefined;
}
