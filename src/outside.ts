import { systemClock } from './adapters/clock.ts';
import { githubApp } from './adapters/github/app.ts';
import { githubForge } from './adapters/github/forge.ts';
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
import type { Forge } from './plugin/forge.ts';
import type { Log } from './plugin/log.ts';

/** How many repositories are kept in mind, with what was read of them. */
const FORGES_ROOM = 200;

/** Makes every door to the outside, as the operator has set them up. */
export function openOutside(environment: Environment, log: Log): Outside {
  const { APP_ID: appId, PRIVATE_KEY: privateKey, GITHUB_API_URL: baseUrl } = environment;
  const app = githubApp({ baseUrl, appId, privateKey, log });
  const guard = createGuard({ mirrors: parseMirrors(environment.RINGMASTER_MIRRORS) });
  const machineToken = environment.RINGMASTER_MACHINE_TOKEN;
  const forges = new Recent<Forge>(FORGES_ROOM);
  return {
    forgeAt(site) {
      const { id, owner, name } = site.repository;
      const key = `${id}/${owner}/${name}/${site.installation}`;
      const forge = forges.get(key) ?? githubForge(app, site, { baseUrl });
      forges.set(key, forge);
      return forge;
    },
    sites: () => app.sites(),
    proposals: githubProposals(githubProposers({ app, baseUrl, machineToken, clock: systemClock })),
    registry: createRegistry({ guard, clock: systemClock }),
    publicRegistry: createRegistry({ guard, clock: systemClock }),
    signatures: openpgpSignatures(() => new Date(systemClock.now())),
    chat: chatOf(environment),
  };
}

function chatOf({ SLACK_TOKEN: token, SLACK_API_URL: apiUrl }: Environment): Outside['chat'] {
  if (token === undefined) return undefined;
  return slackChat({ token, ...(apiUrl === undefined ? {} : { apiUrl }) });
}
