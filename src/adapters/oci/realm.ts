import { RingmasterError } from '../../domain/errors.ts';
import type { Guard } from '../guard.ts';

/**
 * The hosts that may hand out tokens for a registry beside the registry
 * itself, by the registry's host or the domain it is in.
 */
export type Realms = Readonly<Record<string, readonly string[]>>;

/** Registries that are known to keep their tokens elsewhere. */
const KNOWN: Realms = {
  'docker.io': ['auth.docker.io'],
  'gcr.io': ['gcr.io', 'oauth2.googleapis.com'],
  'pkg.dev': ['oauth2.googleapis.com'],
};

/** A registry's word on where its tokens are to be had. */
export interface RealmClaim {
  readonly registry: URL;
  readonly realm: string | undefined;
}

/**
 * The address of the token server, where it is one that may see the
 * credentials for this registry. A registry that is broken into could send
 * them anywhere otherwise, or use us to knock on doors inside the network.
 * @throws RingmasterError `address-refused`, or `outside-garbled` for what is no URL.
 */
export function checkedRealm(
  { registry, realm }: RealmClaim,
  guard: Guard,
  realms: Realms = {},
): URL {
  const url = realm === undefined ? null : URL.parse(realm);
  if (url === null) {
    throw new RingmasterError('outside-garbled', `${registry.host} does not say where tokens are`);
  }
  const isAllowed =
    guard.isSameOrigin(url, registry) ||
    allowedFor(registry.host, KNOWN).includes(url.host) ||
    allowedFor(registry.host, realms).includes(url.host);
  if (isAllowed) return url;
  const message = `${registry.host} sends us to ${url.host} for a token, which is not known to belong to it`;
  throw new RingmasterError('address-refused', message);
}

function allowedFor(host: string, realms: Realms): readonly string[] {
  return Object.entries(realms)
    .filter(([domain]) => host === domain || host.endsWith(`.${domain}`))
    .flatMap(([, hosts]) => hosts);
}
