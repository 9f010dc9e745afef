import { z } from 'zod';
import { notFound, Refusal } from '../access/refusal.ts';
import { createInstallationToken, repositoriesOf } from '../actions/installation-tokens.ts';
import { paged, pageOf } from '../http/paging.ts';
import {
  type Call,
  created,
  numberParam,
  ok,
  param,
  type Route,
  readBody,
  route,
} from '../http/route.ts';
import { appJson, installationJson } from '../json/app.ts';
import { repositoryJson } from '../json/repository.ts';
import type { App, Installation } from '../world/accounts.ts';
import { iso } from '../world/time.ts';

const NARROWING = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])).optional(),
});

/** An App about itself and its installations. */
export const appRoutes: readonly Route[] = [
  route('GET /app', (call) => {
    const app = theApp(call);
    const count = call.site.world.installations.in(app.id).length;
    return ok({ ...appJson(call.site, app), installations_count: count });
  }),

  route('GET /app/installations', (call) =>
    paged(call, call.site.world.installations.in(theApp(call).id), (installation) =>
      installationJson(call.site, installation),
    ),
  ),

  route('GET /app/installations/{installation_id}', (call) =>
    ok(installationJson(call.site, theInstallation(call))),
  ),

  route('POST /app/installations/{installation_id}/access_tokens', (call) => {
    const app = theApp(call);
    const installation = theInstallation(call);
    const { repositories, repository_ids, permissions } = readBody(call, NARROWING);
    const token = createInstallationToken(
      call.site,
      { app, installation },
      { repositories, repositoryIds: repository_ids, permissions },
    );
    const { accountId } = installation;
    const { repositoryIds } = token;
    return created({
      token: token.value,
      expires_at: iso(token.expiresAt),
      permissions: token.permissions,
      repository_selection: repositoryIds === 'all' ? 'all' : 'selected',
      ...(repositoryIds === 'all'
        ? {}
        : {
            repositories: repositoriesOf(call.site, { accountId, repositoryIds }).map((one) =>
              repositoryJson(call.site, one),
            ),
          }),
    });
  }),

  route('GET /repos/{owner}/{repo}/installation', (call) => {
    const app = theApp(call);
    const owner = call.site.world.accountNamed(param(call, 'owner'));
    const repository = call.site.world.repositoryNamed(param(call, 'owner'), param(call, 'repo'));
    const found = call.site.world.installations
      .in(app.id)
      .filter(({ accountId }) => accountId === owner?.id)
      .find(({ repositoryIds: ids }) => repository && (ids === 'all' || ids.has(repository.id)));
    if (found === undefined) throw notFound();
    return ok(installationJson(call.site, found));
  }),

  route('GET /installation/repositories', (call) => {
    const { identity, site } = call;
    if (identity.kind !== 'installation') {
      throw new Refusal(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      );
    }
    const { accountId } = identity.installation;
    const { repositoryIds } = identity.token;
    const reached = repositoriesOf(site, { accountId, repositoryIds });
    const { items, link } = pageOf(call, reached);
    return ok(
      {
        total_count: reached.length,
        repository_selection: repositoryIds === 'all' ? 'all' : 'selected',
        repositories: items.map((one) => repositoryJson(site, one)),
      },
      link === undefined ? {} : { link },
    );
  }),
];

/** The App a request's JSON web token stands for. */
export function theApp({ identity }: Call): App {
  if (identity.kind === 'app') return identity.app;
  throw new Refusal(401, 'A JSON web token could not be decoded');
}

function theInstallation(call: Call): Installation {
  const app = theApp(call);
  const found = call.site.world.installations.get(numberParam(call, 'installation_id'));
  if (found?.appId !== app.id) throw notFound();
  return found;
}
