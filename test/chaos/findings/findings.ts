import { look } from '../../stage/scene.ts';
import type { ChaosDatabase } from '../database.ts';
import type { Ground } from '../ground.ts';
import type { ReleasePlan } from '../release-plan.ts';
import { inProduction } from './in-production.ts';
import { inStore } from './in-store.ts';
import { onGithub } from './on-github.ts';

export interface Figures {
  readonly webhooks: number;
  /** Of these, how many attempts to deliver them failed. */
  readonly undelivered: number;
  readonly effects: number;
  /** Of these, how many were begun more than once, because it was not known whether they had happened. */
  readonly retried: number;
  /** How often something was done once more than it should. */
  readonly duplicates: number;
}

export interface Looking {
  readonly database: ChaosDatabase;
  readonly plans: readonly ReleasePlan[];
  /** When a process was up that nobody has killed since, by the forge's clock. */
  readonly calmSince: number;
}

/** Looks everywhere, once no process is up: on GitHub, in production, and in the store. */
export async function findingsOf(
  { stage, app }: Ground,
  { database, plans, calmSince }: Looking,
): Promise<Figures & { readonly findings: readonly string[] }> {
  const { forge } = stage;
  const scene = await look(stage);
  const seen = onGithub(scene, plans);
  const served = await Promise.all(plans.map((plan) => inProduction(stage, scene, plan)));
  const stored = await inStore(database, { scene, forge, appId: app.appId });
  const hooks = forge.deliveries.filter(({ appId }) => appId === app.appId);
  const failed = hooks.filter(({ status }) => status !== 'OK');
  return {
    webhooks: hooks.length,
    undelivered: failed.length,
    effects: stored.effects,
    retried: stored.retried,
    duplicates: seen.duplicates,
    findings: [
      ...seen.findings,
      ...served.flat(),
      ...stored.findings,
      ...failed
        .filter(({ deliveredAt }) => deliveredAt > calmSince)
        .map(({ event, status }) => `refused in the calm: ${event}, ${status}`),
      ...forge.violations.map(({ where, problem }) => `${where}: ${problem}`),
      ...forge.unknownRequests.map((request) => `GitHub does not have ${request}`),
    ],
  };
}
