import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { reading } from './troubles.ts';

/** Under which our mark travels with a message, where people do not see it. */
export const EVENT = 'ringmaster_announcement';

/** How many of a channel's messages are asked for at a time; Slack gives no more than 999. */
const PAGE = 200;

const HISTORY = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().optional(),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      // Whatever other apps put there is none of ours, and no mistake.
      metadata: z
        .object({
          event_type: z.literal(EVENT),
          event_payload: z.object({ mark: z.string() }),
        })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export type Message = z.infer<typeof HISTORY>['messages'][number];

/** A channel's messages since then, page by page, the newest first. */
export async function* historySince(
  client: WebClient,
  channel: string,
  since: Instant,
): AsyncGenerator<readonly Message[]> {
  const oldest = String(Math.floor(Date.parse(since) / 1000));
  let cursor: string | undefined;
  do {
    const page = cursor === undefined ? {} : { cursor };
    const options = { channel, oldest, limit: PAGE, include_all_metadata: true, ...page };
    const { messages, response_metadata: next } = HISTORY.parse(
      await reading(() => client.conversations.history(options)),
    );
    yield messages;
    cursor = next?.next_cursor;
  } while (cursor);
}
