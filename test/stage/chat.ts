import { createEmulator } from 'emulate';
import { call } from './api.ts';
import { CHANNEL } from './scenery.ts';

const TOKEN = 'xoxb-stage';

/** A Slack of the stage's own, with the channel that the process announces in. */
export interface StageChat {
  /** Base address of its web API. */
  readonly apiUrl: string;
  readonly token: string;
  /** Texts in the channel, oldest first. */
  messages(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startChat(port: number): Promise<StageChat> {
  const emulator = await createEmulator({ service: 'slack', port });
  const at = { url: `http://127.0.0.1:${port}`, token: TOKEN };
  const created = await slack(at, 'conversations.create', { name: CHANNEL });
  const id = channelIn(created);
  return {
    apiUrl: `${at.url}/api/`,
    token: TOKEN,
    async messages() {
      const answer = await slack(at, 'conversations.history', { channel: id });
      return textsIn(answer).toReversed();
    },
    stop: () => emulator.close(),
  };
}

function slack(
  at: { url: string; token: string },
  method: string,
  body: unknown,
): Promise<unknown> {
  return call({ ...at, token: at.token }, 'POST', { path: `/api/${method}`, body });
}

function channelIn(answer: unknown): string {
  if (isRecord(answer) && isRecord(answer.channel) && typeof answer.channel.id === 'string')
    return answer.channel.id;
  throw new Error(`Slack made no channel: ${JSON.stringify(answer)}`);
}

function textsIn(answer: unknown): readonly string[] {
  const messages = isRecord(answer) && Array.isArray(answer.messages) ? answer.messages : [];
  return messages.flatMap((message) =>
    isRecord(message) && typeof message.text === 'string' ? message.text : [],
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
