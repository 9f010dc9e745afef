import { RingmasterError } from '../../domain/errors.ts';
import type { ImageReference } from '../../images/reference.ts';
import type { Guard } from '../guard.ts';
import type { Access, Authority } from './auth.ts';
import type { ReadAnswer, Transport } from './transport.ts';

/** What is wanted of one repository. `path` begins after the repository: `manifests/v1`. */
export interface RepositoryRead {
  readonly method: 'GET' | 'HEAD';
  readonly path: string;
  /** The most bytes that the body may have. */
  readonly limit: number;
  readonly accept?: string;
}

/** Reads that log in where a registry asks for it. */
export interface Session {
  /**
   * The answer where there is one; undefined where the registry says that there is
   * nothing, or for HEAD, whose answers have no body, where anything on the way says so.
   * @throws RingmasterError `access-missing`, `outside-unreachable`, `outside-garbled` or `address-refused`.
   */
  read(repository: ImageReference, wanted: RepositoryRead): Promise<ReadAnswer | undefined>;
}

/** Docker Hub's name, and the address of its registry, which nobody writes. */
const DOCKER_HUB = { name: 'docker.io', address: 'registry-1.docker.io' };

/** Builds a session on top of the retries below and the logins beside it. */
export function createSession({
  guard,
  transport,
  authority,
}: {
  readonly guard: Guard;
  readonly transport: Transport;
  readonly authority: Authority;
}): Session {
  async function read(repository: ImageReference, wanted: RepositoryRead) {
    const access = accessTo(repository, guard);
    const url = urlOf(access.registry, repository, wanted.path);
    const ask = (authorization: string | undefined) =>
      transport.read({
        method: wanted.method,
        url,
        limit: wanted.limit,
        acrossHosts: true,
        headers: {
          ...(wanted.accept === undefined ? {} : { accept: wanted.accept }),
          ...(authorization === undefined ? {} : { authorization }),
        },
      });

    const first = await authority.header(access);
    const answer = await ask(first);
    if (answer.status !== 401 || !guard.isSameOrigin(answer.url, access.registry)) {
      return settled(answer, repository, wanted);
    }
    return settled(await ask(await authority.renew(access, answer, first)), repository, wanted);
  }

  return { read };
}

function accessTo({ host, path }: ImageReference, guard: Guard): Access {
  const isHub = host === DOCKER_HUB.name && !guard.isMirrored(host);
  const registry = new URL(`https://${isHub ? DOCKER_HUB.address : host}/`);
  return { host, registry, scopes: [`repository:${path}:pull`] };
}

/** The path may bring a query of its own, as the next page of a list does. */
function urlOf(registry: URL, { path }: ImageReference, rest: string): URL {
  return new URL(`/v2/${path}/${rest}`, registry.origin);
}

function settled(
  answer: ReadAnswer,
  { host, path }: ImageReference,
  { method }: RepositoryRead,
): ReadAnswer | undefined {
  const { status, url, bytes } = answer;
  if (status === 200) return answer;
  if (status === 404 && (method === 'HEAD' || isRegistryError(bytes))) return undefined;
  const by = url.host === host ? host : `${host} (by way of ${url.host})`;
  if (status === 401 || status === 403) {
    throw new RingmasterError('access-missing', `${by} does not let us read ${path} (${status})`, {
      advice: `Make ${host}/${path} public, or set a name and password that may read it.`,
    });
  }
  const oddly = status === 404 ? ', but not as a registry does' : '';
  throw new RingmasterError('outside-garbled', `${by} answers ${status} for ${path}${oddly}`);
}

/**
 * Whether a body is an error of the OCI distribution specification 1.1. A 404
 * with any other may be by a proxy that has never asked the registry.
 */
function isRegistryError(bytes: Uint8Array): boolean {
  const body = parsed(bytes);
  if (typeof body !== 'object' || body === null || !('errors' in body)) return false;
  return Array.isArray(body.errors) && typeof body.errors[0]?.code === 'string';
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
