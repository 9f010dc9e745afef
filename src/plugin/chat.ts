import type { Instant } from '../domain/time.ts';

/** A message in a channel, found again by the id that it carries where people do not see it. */
export interface ChatMessage {
  readonly channel: string;
  /** The service's own id of the message. */
  readonly id: string;
  readonly text: string;
  readonly address: string | undefined;
}

/** A chat service, such as Slack. */
export interface Chat {
  /** The message that we ourselves have posted with this mark since then, undefined where there is none. */
  find(
    channel: string,
    wanted: { readonly mark: string; readonly since: Instant },
  ): Promise<ChatMessage | undefined>;
  /** Posts text in the service's own markup. It may have been posted when this fails. */
  post(channel: string, message: { mark: string; text: string }): Promise<ChatMessage>;
}
