import { githubApp } from './adapters/github/app.ts';
import { githubDeliveryLog } from './adapters/github/delivery-log.ts';
import { githubForge } from './adapters/github/forge.ts';
import { createGovernor } from './adapters/github/governor.ts';
import { githubProposals } from './adapters/github/proposals.ts';
import { githubProposers } from './adapters/github/proposers.ts';
import { parseMirrors } from './adapters/guard/mirrors.ts';
import { createGuard } from './adapters/guard.ts';
import { createRegistry } from './adapters/oci/client.ts';
import { openpgpSignatures } from './adapters/openpgp.ts';
import { Recent } from './adapters/recent.ts';
import { slackChat } from './adapters/slack.ts';
import type { Outside } from './engine/engine.ts';
import type { Environment } from './environment.ts';
import type { Budgets } from './plugin/budgets.ts';
import type { Clock } from './plugin/clock.ts';
import type { Forge } from './plugin/forge.ts';
import type { Log } from './plugin/log.ts';
import type { Meter } from './plugin/meter.ts';

/** How many repositories are kept in mind, with what was read of them. */
const FORGES_ROOM = 200;

/** What the doors to the outside need from the inside. */
export interface Inside {
  readonly log: Log;
  readonly meter: Meter;
  /** Shared by all workers of a store. */
  readonly budgets: Budgets;
  readonly clock: Clock;
}

/** Makes every door to the outside, as the operator has set them up. */
export function openOutside(environment: Environment, inside: Inside): Outside {
  const { APP_ID: appId, PRIVATE_KEY: privateKey, GITHUB_API_URL: baseUrl } = environment;
  const { log, clock } = inside;
  const app = githubApp({
    baseUrl,
    appId,
    privateKey,
    log,
    clock,
    governor: createGovernor({ ...inside, limits: environment.RINGMASTER_GITHUB_LIMITS }),
  });
  const guard = createGuard({ mirrors: parseMirrors(environment.RINGMASTER_MIRRORS) });
  const machineToken = environment.RINGMASTER_MACHINE_TOKEN;
  const forges = new Recent<Forge>(FORGES_ROOM);
  return {
    forgeAt(site) {
      const { id, owner, name } = site.repository;
      const key = `${id}/${owner}/${name}/${site.installation}`;
      const forge = forges.get(key) ?? githubForge(app, site);
      forges.set(key, forge);
      return forge;
    },
    sites: () => app.sites(),
    deliveryLog: githubDeliveryLog(app.asItself),
    proposals: githubProposals(githubProposers({ app, machineToken, clock })),
    registry: createRegistry({ guard, clock }),
    publicRegistry: createRegistry({ guard, clock }),
    signatures: openpgpSignatures(() => new Date(clock.now())),
    chat: chatOf(environment),
  };
}

function chatOf({ SLACK_TOKEN: token, SLACK_API_URL: apiUrl }: Environment): Outside['chat'] {
  if (token === undefined) return undefined;
  return slackChat({ token, ...(apiUrl === undefined ? {} : { apiUrl }) });
}
