import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };
import type { Chance } from './chance.ts';
import { changed, type Json } from './payload-mutations.ts';
import { garbled } from './text-mutations.ts';

/** A webhook that GitHub would never send. */
export interface StrangeWebhook {
  readonly event: string;
  /** How it is strange. */
  readonly kind: string;
  readonly body: Buffer;
}

interface Example {
  readonly event: string;
  readonly payload: Json;
}

/** Every payload that GitHub gives as an example. */
export const EXAMPLES: readonly Example[] = examples.flatMap(({ name, examples: payloads }) =>
  // Through JSON, so that it is plain data, as what arrives is.
  payloads.map(
    (payload): Example => ({ event: name, payload: JSON.parse(JSON.stringify(payload)) }),
  ),
);

/** Values of a repository that is known, so that a webhook gets further than to the door. */
export interface Address {
  readonly repository: Json;
  readonly installation: Json;
}

const WRONG_EVENTS = ['no_such_event', 'issue_comment', 'push', 'create', 'release', 'x'];
const WRONG_ACTIONS = ['unknown', 'constructor', '__proto__', '', 'created.deleted', '*'];

/** So many webhooks, each example in its turn, all different and the same again for the same chance. */
export function* strangeWebhooks(
  count: number,
  chance: Chance,
  address: Address,
): Generator<StrangeWebhook> {
  for (let index = 0; index < count; index += 1) {
    const { event, payload } = EXAMPLES[index % EXAMPLES.length] ?? chance.pick(EXAMPLES);
    const isKnown = chance.below(4) === 0;
    yield strange({ event, payload: isKnown ? addressed(payload, address) : payload }, chance);
  }
}

function strange({ event, payload }: Example, chance: Chance): StrangeWebhook {
  const way = chance.below(10);
  if (way === 0)
    return { event: chance.pick(WRONG_EVENTS), kind: 'the event is another', body: bytes(payload) };
  if (way === 1)
    return { event, kind: 'the action is unknown', body: bytes(acted(payload, chance)) };
  if (way <= 3) {
    const { kind, bytes: body } = garbled(bytes(payload), chance);
    return { event, kind, body };
  }
  const { kind, value } = changed(payload, chance);
  return { event, kind, body: bytes(value) };
}

function addressed(payload: Json, { repository, installation }: Address): Json {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return payload;
  return { ...payload, repository, installation };
}

function acted(payload: Json, chance: Chance): Json {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return payload;
  return { ...payload, action: chance.pick(WRONG_ACTIONS) };
}

function bytes(payload: Json): Buffer {
  return Buffer.from(JSON.stringify(payload));
}
