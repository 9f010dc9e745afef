import { readSignature } from '../signature.ts';

/** Headers as Node hands them over: names in small letters. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a webhook says of itself before its body is read. */
export interface Envelope {
  readonly id: string;
  readonly event: string;
  readonly signature: Buffer;
  /** As announced; 0 where it is not. */
  readonly length: number;
}

/** Why a request is turned away, as HTTP has it. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
}

const DELIVERY_ID = /^[A-Za-z0-9-]{1,64}$/;
const EVENT_NAME = /^[a-z_]{1,64}$/;

/** Reads the headers of a webhook; whatever they give no hope for is refused without its body. */
export function readEnvelope(headers: Headers): Envelope | Refusal {
  const id = headers['x-github-delivery'];
  const event = headers['x-github-event'];
  const signed = headers['x-hub-signature-256'];
  if (!isText(id, DELIVERY_ID) || !isText(event, EVENT_NAME))
    return { status: 400, text: 'headers of a GitHub webhook are missing' };
  const form = refuseForm(headers);
  if (form !== undefined) return form;
  const signature = typeof signed === 'string' ? readSignature(signed) : undefined;
  if (signature === undefined) return { status: 401, text: 'the signature does not fit' };
  return { id, event, signature, length: Number(headers['content-length'] ?? 0) };
}

/** GitHub compresses nothing; whoever does may want to see us unpack a bomb. */
function refuseForm(headers: Headers): Refusal | undefined {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    return { status: 415, text: 'compressed bodies are not taken' };
  if (String(headers['content-type']).startsWith('application/x-www-form-urlencoded'))
    return { status: 415, text: 'set the content type of the webhook to application/json' };
  return undefined;
}

function isText(value: Headers[string], shape: RegExp): value is string {
  return typeof value === 'string' && shape.test(value);
}
