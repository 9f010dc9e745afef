import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type Listening, listening } from './listening.ts';

/** A server that hands out the tokens for a registry of the `distribution` project. */
export interface TokenServerOptions {
  /** In PEM, on the curve P-256. */
  readonly key: string;
  /** The self-signed certificate of the key, in PEM; the registry knows it as its root. */
  readonly certificate: string;
  readonly users: Readonly<Record<string, string>>;
  /** Whether nobody has to log in to pull. */
  readonly anonymousRead: boolean;
}

/** Whom the tokens are by and for, as the registry's configuration has it. */
export const TOKEN_PARTIES = { issuer: 'stand-in-issuer', service: 'stand-in' };

const LIFETIME = 300;

/** Starts a token server, by Docker's token authentication specification. */
export function startTokenServer(options: TokenServerOptions): Promise<Listening> {
  const server = createServer((request, response) => {
    const user = userOf(request, options.users);
    if (request.headers.authorization !== undefined && user === undefined) {
      response.writeHead(401).end();
      return;
    }
    const url = new URL(`http://token${request.url ?? '/'}`);
    const access = url.searchParams
      .getAll('scope')
      .flatMap((scope) => granted(scope, user !== undefined, options.anonymousRead));
    const token = tokenFor(user ?? '', access, options);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token, expires_in: LIFETIME }));
  });
  return listening(server);
}

function granted(scope: string, isUser: boolean, anonymousRead: boolean): object[] {
  const [type, name, asked = ''] = scope.split(':');
  const actions = asked
    .split(',')
    .filter((action) => isUser || (anonymousRead && action === 'pull'));
  return actions.length === 0 ? [] : [{ type, name, actions }];
}

/** The registry finds the key through the certificate in the header (RFC 7515, 4.1.6). */
function tokenFor(subject: string, access: readonly object[], options: TokenServerOptions): string {
  const now = Math.floor(Date.now() / 1000);
  const certificate = new X509Certificate(options.certificate).raw.toString('base64');
  const header = encoded({ typ: 'JWT', alg: 'ES256', x5c: [certificate] });
  const claims = encoded({
    iss: TOKEN_PARTIES.issuer,
    sub: subject,
    aud: TOKEN_PARTIES.service,
    iat: now,
    nbf: now - 10,
    exp: now + LIFETIME,
    jti: randomUUID(),
    access,
  });
  const key = createPrivateKey(options.key);
  const text = Buffer.from(`${header}.${claims}`);
  const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' });
  return `${header}.${claims}.${signature.toString('base64url')}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function userOf(
  { headers }: IncomingMessage,
  users: Readonly<Record<string, string>>,
): string | undefined {
  const [, value = ''] = (headers.authorization ?? '').split(' ');
  const [name = '', ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return Object.hasOwn(users, name) && users[name] === rest.join(':') ? name : undefined;
}
