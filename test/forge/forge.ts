import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Changes } from './changes.ts';
import { Conformance, type Violation } from './conformance.ts';
import { Faults } from './faults/faults.ts';
import { Forge } from './forge-handle.ts';
import { eventName } from './hooks/event-names.ts';
import type { HooksOptions } from './hooks/hooks.ts';
import { Shuffle } from './hooks/shuffle.ts';
import type { Desk } from './http/desk.ts';
import { createFront } from './http/front.ts';
import { Limits } from './http/limits.ts';
import { Requests } from './http/requests.ts';
import { Router } from './http/router.ts';
import { LiveSite } from './live-site.ts';
import type { ForgeOptions } from './options.ts';
import { rateLimitRoute } from './rest/rate-limit.ts';
import { routes } from './rest/routes.ts';
import { putAccount } from './setup/accounts.ts';
import { WEB_FLOW } from './signature/web-flow.ts';

/** One for all forges of a process: it remembers nothing but compiled schemas. */
const GITHUB = new Conformance();

/** Starts a forge. */
export async function startForge(options: ForgeOptions = {}): Promise<Forge> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-'));
  const changes = new Changes();
  const faults = new Faults();
  const violations: Violation[] = [];
  const conformance = options.validate === false ? undefined : GITHUB;
  const inspect: HooksOptions['inspect'] = ({ event, action, payload }) => {
    const name = eventName(event, action);
    const problem = conformance?.ofEvent(name, JSON.parse(JSON.stringify(payload)));
    if (problem !== undefined) violations.push({ where: name, problem });
  };
  const shuffle = options.shuffle === undefined ? undefined : new Shuffle(options.shuffle);
  const hooks = { faults, shuffle, inspect };
  const site = new LiveSite({ ...options, folder, hooks, onChange: () => changes.note() });
  putAccount(site.world, { login: 'web-flow', type: 'User', ...WEB_FLOW });
  const limits = new Limits(options.limits ?? {});
  const desk: Desk = {
    site,
    faults,
    limits,
    conformance,
    violations,
    router: new Router([...routes, rateLimitRoute(limits)]),
    requests: new Requests(),
    unknown: [],
  };
  const server = createFront(desk);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the forge has no port');
  site.url = `http://127.0.0.1:${address.port}`;
  return new Forge({ site, server, folder, desk, changes });
}
