import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { look } from '../stage/scene.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from '../support/postgres.ts';
import { Chance } from './chance.ts';
import {
  type Address,
  EXAMPLES,
  type StrangeWebhook,
  strangeWebhooks,
} from './mutated-webhooks.ts';
import type { Json } from './payload-mutations.ts';

/** `RINGMASTER_FUZZ=10000` sends as many as the handlers alone get; that takes minutes. */
const COUNT = Number(process.env.RINGMASTER_FUZZ ?? 1_500);
const SENDERS = 16;
const PATIENCE = 60_000 + COUNT * 40;

/** The forge signs with the second; it is the one that the stage has made up. */
const SECRET = 'the secret of this test';
const OF_THE_STAGE = 'a secret of the stage alone';

const PLACED = z.object({ repository: z.json(), installation: z.json() });

const bin = await postgresPrograms();
const HEALTH = z.object({ status: z.string(), setAside: z.int() });
const SET_ASIDE = z.object({ msg: z.literal('set aside after many attempts'), error: z.string() });

describe('the whole service', () => {
  let stage: Stage;
  let postgres: PostgresServer | undefined;
  const dispatcher = new Agent({ connections: SENDERS });

  before(async () => {
    // The embedded database does the same, three times as slowly.
    postgres = bin === undefined ? undefined : await startPostgres(bin);
    const database = postgres === undefined ? {} : { DATABASE_URL: postgres.url };
    const secrets = { WEBHOOK_SECRET: `${SECRET},${OF_THE_STAGE}` };
    stage = await openStage({ settings: { ...secrets, ...database } });
  });
  after(async () => {
    await dispatcher.close();
    await stage.close();
    await postgres?.stop();
  });

  async function send({ event, body }: StrangeWebhook): Promise<number> {
    const answer = await request(`${stage.ringmaster().url}/webhooks/github`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
      },
      body,
      dispatcher,
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  /** What stands in every webhook of the repository that is released. */
  function address(): Address {
    const genuine = stage.forge.deliveries.find(({ event }) => event === 'issues');
    const { repository, installation } = PLACED.parse(JSON.parse(genuine?.body ?? ''));
    return { repository, installation } satisfies Record<string, Json>;
  }

  test('answers 202 or refuses whatever GitHub would never send, and works as before', async (context) => {
    const alice = stage.person('alice');
    const issue = await alice.openIssue({ title: 'Time for a release?', body: '' });
    await stage.forge.settled();
    const webhooks = strangeWebhooks(COUNT, new Chance(2), address());
    const answers = new Map<number, number>();
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (const webhook of webhooks) {
          const status = await send(webhook);
          answers.set(status, (answers.get(status) ?? 0) + 1);
        }
      }),
    );
    const sent = performance.now();
    context.diagnostic(
      `${JSON.stringify([...answers])} in ${Math.round(sent - begun)} ms, out of ${EXAMPLES.length} examples`,
    );
    assert.equal(
      [...answers.values()].reduce((sum, count) => sum + count, 0),
      COUNT,
    );
    for (const status of answers.keys())
      assert.ok(status === 202 || (status >= 400 && status < 500), String(status));
    await alice.say(issue, '/release new v0.1.0');
    await until(async () =>
      (await look(stage)).threads.some(({ title }) => title.includes('v0.1.0')),
    );
    context.diagnostic(
      `a genuine release is open ${Math.round(performance.now() - sent)} ms later`,
    );
    const { status, setAside } = await health();
    assert.equal(status, 'ok');
    const reasons = setAsideIn(stage.ringmaster().lines);
    assert.ok(setAside <= reasons.length, 'nothing is set aside without a word');
    context.diagnostic(
      `set aside so far: ${JSON.stringify(Object.entries(Object.groupBy(reasons, (each) => each)).map(([reason, all]) => [reason, all?.length]))}`,
    );
  });

  async function health() {
    const { body } = await request(`${stage.ringmaster().url}/healthz`);
    return HEALTH.parse(await body.json());
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!(await isSo())) {
      assert.ok(performance.now() < deadline, 'a genuine event was not worked at in time');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
});

/** Why anything was set aside, as the log tells it. */
function setAsideIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const entry = SET_ASIDE.safeParse(JSON.parse(line));
    return entry.success ? [entry.data.error] : [];
  });
}
