import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import type { Ringmaster } from './fleet.ts';
import type { Ground } from './ground.ts';

const HEALTH = z.object({
  queue: z.object({ waiting: z.number(), active: z.number() }),
  openReleases: z.number(),
  setAside: z.number(),
});

/** How often in a row it must be idle: sweeps give it something to do now and then. */
const TIMES = 5;
const EVERY = 400;
const PATIENCE = 90_000;

/** Waits until nothing is left to be done. @returns what keeps it from that. */
export async function cameToRest(
  { stage: { forge } }: Ground,
  { url }: Ringmaster,
): Promise<readonly string[]> {
  await forge.settled();
  const deadline = performance.now() + PATIENCE;
  let health = await healthOf(url);
  for (let idle = 0; idle < TIMES; idle = isIdle(health) ? idle + 1 : 0) {
    if (performance.now() > deadline)
      return [`it does not come to rest: ${JSON.stringify(health)}`];
    await sleep(EVERY);
    health = await healthOf(url);
  }
  return health.setAside === 0 ? [] : [`${health.setAside} webhooks are set aside`];
}

function isIdle({ queue, openReleases }: Health): boolean {
  return queue.waiting === 0 && queue.active === 0 && openReleases === 0;
}

type Health = z.output<typeof HEALTH>;

async function healthOf(url: string): Promise<Health> {
  const { statusCode, body } = await request(`${url}/healthz`);
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`not healthy: ${text}`);
  return HEALTH.parse(JSON.parse(text));
}
