import { RingmasterError } from '../../domain/errors.ts';
import type { Guard } from '../guard.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { checkedRealm, type Realms } from './realm.ts';
import { readToken, type Token } from './token.ts';
import type { ReadAnswer, Transport, Waiting } from './transport.ts';

/** A name and password for one registry. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a request needs: rights at a registry, as scopes of Docker's token specification. */
export interface Access {
  /** The host as people write it, which is also what credentials are kept under. */
  readonly host: string;
  /** The registry's own address. */
  readonly registry: URL;
  /** Such as `repository:library/app:pull`. */
  readonly scopes: readonly string[];
}

/** Knows how to log in at registries, and remembers the tokens it was given. */
export interface Authority {
  /** The `Authorization` header as far as it is known by now; undefined for a host that never asked. */
  header(access: Access): Promise<string | undefined>;

  /**
   * A header that answers a 401. `rejected` is the one it was sent for; a token
   * is not used again once it was rejected.
   * @throws RingmasterError `access-missing`, `address-refused`, `outside-garbled` or `outside-unreachable`.
   */
  renew(access: Access, answer: ReadAnswer, rejected: string | undefined): Promise<string>;
}

/** Token servers answer with a few kilobytes. */
const TOKEN_LIMIT = 256 * 1024;
/** Beyond this many the oldest is forgotten; it costs one request to have it again. */
const MOST_TOKENS = 1000;

/**
 * Builds an authority. Without `credentials` it is the public: it takes
 * anonymous tokens and has nothing it could give away.
 */
export function createAuthority({
  guard,
  transport,
  clock,
  realms,
  credentials = () => undefined,
}: {
  readonly guard: Guard;
  readonly transport: Transport;
  readonly clock: Waiting;
  readonly realms: Realms | undefined;
  readonly credentials: ((host: string) => Credentials | undefined) | undefined;
}): Authority {
  const challenges = new Map<string, Challenge>();
  const tokens = new Map<string, Promise<Token>>();

  async function header(access: Access): Promise<string | undefined> {
    const challenge = challenges.get(access.host);
    if (challenge === undefined) return undefined;
    if (challenge.scheme === 'basic') return basic(credentials(access.host));
    const token = await tokens.get(keyOf(access, challenge));
    return token !== undefined && token.until > clock.now() ? `Bearer ${token.text}` : undefined;
  }

  async function renew(access: Access, answer: ReadAnswer, rejected: string | undefined) {
    const challenge = chosen(parseChallenges(answer.headers['www-authenticate']), access);
    challenges.set(access.host, challenge);
    const known = await header(access);
    if (known !== undefined && known !== rejected) return known;
    if (challenge.scheme === 'basic') {
      throw missing(
        access,
        `${known === undefined ? 'asks for' : 'refuses'} the name and password`,
      );
    }
    return `Bearer ${(await freshToken(access, challenge)).text}`;
  }

  /** Requests that need the same token at the same time wait for the same answer. */
  async function freshToken(access: Access, challenge: Challenge): Promise<Token> {
    const key = keyOf(access, challenge);
    const [oldest] = tokens.keys();
    if (oldest !== undefined && tokens.size >= MOST_TOKENS) tokens.delete(oldest);
    const underway = askForToken(access, challenge);
    tokens.set(key, underway);
    try {
      return await underway;
    } catch (error) {
      if (tokens.get(key) === underway) tokens.delete(key);
      throw error;
    }
  }

  async function askForToken(access: Access, { parameters }: Challenge): Promise<Token> {
    const claim = { registry: access.registry, realm: parameters.get('realm') };
    const url = checkedRealm(claim, guard, realms);
    const service = parameters.get('service');
    if (service !== undefined) url.searchParams.set('service', service);
    for (const scope of access.scopes) url.searchParams.append('scope', scope);
    const login = basic(credentials(access.host));
    const headers = login === undefined ? {} : { authorization: login };
    const answer = await transport.read({ method: 'GET', url, headers, limit: TOKEN_LIMIT });
    return readToken(answer, clock.now());
  }

  return { header, renew };
}

function keyOf({ host, scopes }: Access, { parameters }: Challenge): string {
  return JSON.stringify([host, parameters.get('service'), ...scopes]);
}

function chosen(offered: readonly Challenge[], access: Access): Challenge {
  const found = ['bearer', 'basic']
    .map((wanted) => offered.find(({ scheme }) => scheme === wanted))
    .find((challenge) => challenge !== undefined);
  if (found !== undefined) return found;
  throw missing(access, 'asks for a login of a kind that is not known here');
}

function basic(known: Credentials | undefined): string | undefined {
  if (known === undefined) return undefined;
  const pair = Buffer.from(`${known.username}:${known.password}`, 'utf8');
  return `Basic ${pair.toString('base64')}`;
}

function missing({ host }: Access, problem: string): RingmasterError {
  return new RingmasterError('access-missing', `${host} ${problem}`, {
    advice: `Set a name and password for ${host}, or correct them.`,
  });
}
