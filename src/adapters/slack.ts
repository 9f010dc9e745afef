import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { RingmasterError } from '../domain/errors.ts';
import type { Chat, ChatMessage } from '../plugin/chat.ts';
import { EVENT, historySince, type Message } from './slack/history.ts';
import { reading, writing } from './slack/troubles.ts';

/** As long as GitHub is waited for. */
const TIMEOUT = 15_000;

const CHANNELS = z.object({
  channels: z.array(z.object({ id: z.string(), name: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

const IDENTITY = z.object({ user_id: z.string(), bot_id: z.string().optional() });

type Identity = z.infer<typeof IDENTITY>;

const POSTED = z.object({ ts: z.string() });
const LINK = z.object({ permalink: z.string() });

/**
 * Slack, by a bot token with chat:write, channels:read and channels:history. A mark
 * counts only on a message that this very bot has written.
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
    // What waits in a queue of the client's would leave after we have given it up.
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT,
    logger: SILENT,
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  });
  const self = identity(client);
  const idOf = (channel: string) => channelId(client, channel);
  return {
    async find(channel, { mark, since }) {
      const own = await self();
      const id = await idOf(channel);
      const isOurs = (message: Message) =>
        message.metadata?.event_payload.mark === mark && isBy(own, message);
      for await (const messages of historySince(client, id, since)) {
        const found = messages.find(isOurs);
        if (found !== undefined)
          return messageAt(client, id, { ts: found.ts, text: found.text ?? '' });
      }
      return undefined;
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

/** The log is ours: what the client has to say is in the errors that it throws. */
const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Who this token speaks as; asked once, because it stays so. */
function identity(client: WebClient): () => Promise<Identity> {
  let known: Identity | undefined;
  return async () => {
    known ??= IDENTITY.parse(await reading(() => client.auth.test()));
    return known;
  };
}

/**
 * Metadata is public, and any app may write the same as ours; who posted is
 * written by Slack alone. A bot's message names its user and its bot, one of
 * subtype `bot_message` the bot alone. The emulator of the tests knows no bot for
 * a token, and names the user alone.
 */
function isBy(own: Identity, { user, bot_id: bot }: Message): boolean {
  return user === own.user_id || (bot !== undefined && bot === own.bot_id);
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
