import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, test } from 'node:test';
import { Probot } from 'probot';
import { z } from 'zod';
import { ringmaster } from '../../src/app.ts';
import { messageOf } from '../../src/domain/errors.ts';
import { loadPlugins } from '../../src/plugin/load.ts';
import { Chance } from './chance.ts';
import { EXAMPLES, strangeWebhooks } from './mutated-webhooks.ts';
import { KINDS as PAYLOAD_KINDS } from './payload-mutations.ts';
import { KINDS as TEXT_KINDS } from './text-mutations.ts';

const COUNT = 10_000;
const ADDRESS = {
  repository: { id: 7, name: 'app', owner: { login: 'acme' } },
  installation: { id: 9 },
};

const { handlers } = await loadPlugins();
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

after(() => {
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});

test('no handler throws at what GitHub would never send, nor is a prototype changed', (context) => {
  const kinds = new Map<string, number>();
  let understood = 0;
  for (const { body, kind } of strangeWebhooks(COUNT, new Chance(1), ADDRESS)) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const payload = parsed(body);
    if (payload === undefined) continue;
    for (const handler of handlers) understood += handler.places(payload.value)?.places.length ?? 0;
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  }
  for (const kind of [...PAYLOAD_KINDS, ...TEXT_KINDS]) assert.ok(kinds.has(kind), kind);
  context.diagnostic(
    `${COUNT} webhooks out of ${EXAMPLES.length} examples, ${understood} led somewhere`,
  );
});

test('the dispatcher refuses only what is no payload of an App at all, and survives', async (context) => {
  let visits = 0;
  const visit = async () => {
    visits += 1;
  };
  const probot = new Probot({
    appId: 1,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    secret: 'the secret of this test',
    logLevel: 'fatal',
  });
  await probot.load(ringmaster({ handlers, visit }));
  const refused = new Map<string, number>();
  for (const { event, body } of strangeWebhooks(COUNT, new Chance(1), ADDRESS)) {
    const payload = parsed(body);
    if (payload === undefined) continue;
    // As it is dispatched: whatever was signed, under whatever name it came.
    const received = { id: '1', name: event, payload: payload.value };
    await Reflect.apply(probot.receive, probot, [received]).catch((error: unknown) => {
      const message = messageOf(error).slice(0, 120);
      assert.equal(INSTALLED.safeParse(payload.value).success, false, `${message}: ${body}`);
      refused.set(message, (refused.get(message) ?? 0) + 1);
    });
  }
  assert.ok(visits > 0);
  context.diagnostic(`${visits} visits; refused: ${JSON.stringify([...refused])}`);
});

/** What every payload of an App has. */
const INSTALLED = z.object({ installation: z.object({ id: z.int().positive() }) });

function parsed(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}
