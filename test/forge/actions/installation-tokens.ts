import { randomBytes } from 'node:crypto';
import { unprocessable } from '../access/refusal.ts';
import { isWithin } from '../json/app.ts';
import type { Site } from '../site.ts';
import type { App, Installation, Permissions, Token } from '../world/accounts.ts';
import type { Repository } from '../world/repositories.ts';

/** What a token shall be narrowed to; what is left out is not narrowed. */
export interface Narrowing {
  readonly repositories?: readonly string[] | undefined;
  readonly repositoryIds?: readonly number[] | undefined;
  readonly permissions?: Permissions | undefined;
}

/** An installation's token. */
export type InstallationToken = Extract<Token, { kind: 'installation' }>;

/** "Installation tokens expire one hour from the time you create them." */
const LIFETIME = 3_600_000;

/** The repositories an installation reaches. */
export function repositoriesOf(
  { world }: Site,
  { accountId, repositoryIds }: Pick<Installation, 'accountId' | 'repositoryIds'>,
): Repository[] {
  return world.repositories
    .all()
    .filter(
      ({ id, ownerId }) =>
        ownerId === accountId && (repositoryIds === 'all' || repositoryIds.has(id)),
    );
}

/**
 * Makes a token for an installation, never for more than the installation has.
 * @throws Refusal 422 for a permission or repository that was not granted.
 */
export function createInstallationToken(
  site: Site,
  { app, installation }: { app: App; installation: Installation },
  narrowing: Narrowing,
): InstallationToken {
  const { permissions = app.permissions } = narrowing;
  if (!isWithin(permissions, app.permissions)) {
    throw unprocessable('The permissions requested are not granted to this installation.');
  }
  const token: InstallationToken = {
    kind: 'installation',
    value: tokenText(app),
    installationId: installation.id,
    permissions: { ...permissions, metadata: 'read' },
    repositoryIds: narrowedTo(site, installation, narrowing),
    expiresAt: site.now() + LIFETIME,
  };
  site.world.tokens.set(token.value, token);
  return token;
}

function narrowedTo(
  site: Site,
  installation: Installation,
  { repositories, repositoryIds }: Narrowing,
): ReadonlySet<number> | 'all' {
  if (repositories === undefined && repositoryIds === undefined) return installation.repositoryIds;
  const reached = repositoriesOf(site, installation);
  const byName = (repositories ?? []).map((wanted) =>
    reached.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()),
  );
  const byId = (repositoryIds ?? []).map((wanted) => reached.find(({ id }) => id === wanted));
  const found = [...byName, ...byId].filter((one) => one !== undefined);
  if (found.length < byName.length + byId.length) {
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  return new Set(found.map(({ id }) => id));
}

/** Since 2026 a token names its App and ends in a JSON web token; nothing may rely on its length. */
function tokenText({ id }: App): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url');
  return `ghs_${id}_${part(24)}.${part(90)}.${part(64)}`;
}
