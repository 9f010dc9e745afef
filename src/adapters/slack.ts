import { ErrorCode, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { Chat, ChatMessage } from '../plugin/chat.ts';

/** Under which our mark travels with a message, where people do not see it. */
const EVENT = 'ringmaster_announcement';

/** How many of a channel's newest messages are searched for our own. */
const SEARCHED = 200;

const CHANNELS = z.object({
  channels: z.array(z.object({ id: z.string(), name: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const HISTORY = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().optional(),
      metadata: z
        .object({
          event_type: z.string(),
          event_payload: z.object({ mark: z.string().optional() }),
        })
        .optional(),
    }),
  ),
});

const POSTED = z.object({ ts: z.string() });
const LINK = z.object({ permalink: z.string() });

/**
 * Slack, by a bot token with chat:write, channels:read and channels:history.
 * Posting is never repeated by the client, which would double the message.
 */
export function slackChat({
  token,
  apiUrl,
}: {
  readonly token: string;
  readonly apiUrl?: string;
}): Chat {
  const client = new WebClient(token, {
    retryConfig: { retries: 0 },
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
  const idOf = (channel: string) => channelId(client, channel);
  return {
    async find(channel, mark) {
      const id = await idOf(channel);
      const { messages } = HISTORY.parse(
        await reading(() =>
          client.conversations.history({
            channel: id,
            limit: SEARCHED,
            include_all_metadata: true,
          }),
        ),
      );
      const found = messages.find(
        ({ metadata }) => metadata?.event_type === EVENT && metadata.event_payload.mark === mark,
      );
      return found === undefined
        ? undefined
        : messageAt(client, id, { ts: found.ts, text: found.text ?? '' });
    },

    async post(channel, { mark, text }) {
      const id = await idOf(channel);
      const metadata = { event_type: EVENT, event_payload: { mark } };
      const { ts } = POSTED.parse(
        await writing(() =>
          client.chat.postMessage({ channel: id, text, metadata, unfurl_links: false }),
        ),
      );
      return messageAt(client, id, { ts, text });
    },
  };
}

async function messageAt(
  client: WebClient,
  channel: string,
  { ts, text }: { readonly ts: string; readonly text: string },
): Promise<ChatMessage> {
  const link = LINK.safeParse(
    await client.chat.getPermalink({ channel, message_ts: ts }).catch((error: unknown) => error),
  );
  return { channel, id: ts, text, address: link.success ? link.data.permalink : undefined };
}

async function channelId(client: WebClient, name: string): Promise<string> {
  let cursor: string | undefined;
  do {
    const options = {
      limit: 1000,
      exclude_archived: true,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = CHANNELS.parse(await reading(() => client.conversations.list(options)));
    const found = page.channels.find((channel) => channel.name === name);
    if (found !== undefined) return found.id;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  throw new RingmasterError(
    'access-missing',
    `Slack has no channel #${name} that the bot can see`,
    {
      advice: 'Check the name, and invite the bot to the channel',
    },
  );
}

function reading<T>(request: () => Promise<T>): Promise<T> {
  return request().catch((error: unknown) => {
    throw explain(error, 'outside-unreachable');
  });
}

function writing<T>(request: () => Promise<T>): Promise<T> {
  return request().catch((error: unknown) => {
    throw explain(error, 'outcome-unknown');
  });
}

/** Slack answers refusals in words; whatever else went wrong may have happened all the same. */
function explain(
  error: unknown,
  otherwise: 'outside-unreachable' | 'outcome-unknown',
): RingmasterError {
  const refused =
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === ErrorCode.PlatformError;
  return new RingmasterError(refused ? 'access-missing' : otherwise, `Slack: ${messageOf(error)}`, {
    cause: error,
  });
}
