import type { Engine } from './engine.ts';
import { payloadIn } from './issue-in.ts';

/** A webhook, read: its payload is whatever was signed, and is checked by the handlers. */
export interface ReceivedEvent {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
}

/** Reads one stored delivery and hands it to whoever finds its handlers. */
export async function readDelivery(
  { store, log }: Pick<Engine, 'store' | 'log'>,
  id: string,
  receive: (event: ReceivedEvent) => Promise<void>,
): Promise<void> {
  const delivery = await store.deliveries.read(id);
  if (delivery === undefined) return;
  const { event, body } = delivery;
  const payload = payloadIn(body);
  if (isOfInstallation(payload)) await receive({ id, name: event, payload });
  else log.warn('a signed delivery says nothing of an installation', { delivery: id, event });
  await store.deliveries.done(id);
}

/** Without one there is nobody to act for, such as after a ping; its handlers would not be found. */
function isOfInstallation(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null || !('installation' in payload)) return false;
  const { installation } = payload;
  if (typeof installation !== 'object' || installation === null || !('id' in installation))
    return false;
  return Number.isSafeInteger(installation.id);
}
