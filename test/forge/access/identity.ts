import type { Account, App, Installation, Token } from '../world/accounts.ts';
import { existing, type World } from '../world/world.ts';
import { verifiedApp } from './jwt.ts';
import { Refusal } from './refusal.ts';

/** On whose behalf a request is made. */
export type Identity =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'user'; readonly account: Account }
  | { readonly kind: 'app'; readonly app: App }
  | InstallationIdentity;

/** An App acting on an installation, within the limits of one token. */
export interface InstallationIdentity {
  readonly kind: 'installation';
  readonly app: App;
  /** The App's robot, whose name its comments carry. */
  readonly account: Account;
  readonly installation: Installation;
  readonly token: Extract<Token, { kind: 'installation' }>;
}

/**
 * Who sends a request, by its `Authorization` header: a token as `token` or
 * `Bearer`, as the password of Basic, or an App's JSON web token.
 * @throws Refusal 401 for anything the forge has not given out, or that has expired.
 */
export function identify(world: World, header: string | undefined, now: number): Identity {
  if (header === undefined || header === '') return { kind: 'nobody' };
  const [, scheme = '', value = ''] = /^(\S+) +(.+)$/.exec(header) ?? [];
  const secret = scheme.toLowerCase() === 'basic' ? passwordIn(value) : value;
  const token = world.tokens.get(secret);
  if (token !== undefined) return identityOf(world, token, now);
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(secret)) {
    return { kind: 'app', app: verifiedApp(world, secret, now) };
  }
  throw badCredentials();
}

/** The account in whose name an identity acts; undefined where it is nobody's. */
export function accountOf(identity: Identity): Account | undefined {
  return identity.kind === 'user' || identity.kind === 'installation'
    ? identity.account
    : undefined;
}

/** The App through which an identity acts, as `performed_via_github_app` tells. */
export function appIdOf(identity: Identity): number | undefined {
  return identity.kind === 'installation' ? identity.app.id : undefined;
}

function identityOf(world: World, token: Token, now: number): Identity {
  if (token.kind === 'user') {
    return { kind: 'user', account: existing(world.accounts, token.userId) };
  }
  const installation = world.installations.get(token.installationId);
  if (installation === undefined || token.expiresAt <= now) throw badCredentials();
  const app = existing(world.apps, installation.appId);
  return {
    kind: 'installation',
    app,
    account: existing(world.accounts, app.botId),
    installation,
    token,
  };
}

/** Git sends its token as the password, or as the name with an empty or `x-oauth-basic` password. */
function passwordIn(encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1);
  return password === '' || password === 'x-oauth-basic' ? text.slice(0, colon) : password;
}

function badCredentials(): Refusal {
  return new Refusal(401, 'Bad credentials');
}
