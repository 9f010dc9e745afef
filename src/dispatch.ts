import { Probot } from 'probot';
import { ringmaster } from './app.ts';
import { RingmasterError } from './domain/errors.ts';
import type { Engine } from './engine/engine.ts';
import type { ReceivedEvent } from './engine/read-delivery.ts';
import { visit } from './engine/visit.ts';
import type { Environment } from './environment.ts';

/** Probot dispatches webhooks to the handlers; it is given no server and writes nothing. */
export async function dispatcher(
  engine: Engine,
  environment: Environment,
): Promise<(event: ReceivedEvent) => Promise<void>> {
  const probot = new Probot({
    appId: environment.APP_ID,
    privateKey: environment.PRIVATE_KEY,
    secret: environment.WEBHOOK_SECRET[0],
    baseUrl: environment.GITHUB_API_URL,
    logLevel: 'fatal',
  });
  await probot.load(
    ringmaster({
      handlers: engine.plugins.handlers,
      visit: (site, place) => visit(engine, site, place),
    }),
  );
  return (event) => probot.receive(paired(event)).catch(rethrow);
}

/** Probot gathers what the handlers throw; a trouble that passes by itself must be known as one. */
function rethrow(error: unknown): never {
  if (!(error instanceof AggregateError)) throw error;
  const causes: readonly unknown[] = error.errors;
  const lasting = causes.find((cause) => !(cause instanceof RingmasterError && cause.retry));
  throw lasting ?? causes[0] ?? error;
}

type ProbotEvent = Parameters<Probot['receive']>[0];

/** Probot's type pairs every event's name with its payload; ours is whatever was signed, and is checked by the handlers. */
function paired(event: ReceivedEvent): ProbotEvent {
  return event as ProbotEvent;
}
