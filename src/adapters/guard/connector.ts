import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { RingmasterError } from '../../domain/errors.ts';
import { isMirror, type Mirrors } from './mirrors.ts';
import { isPublicAddress } from './public-address.ts';

/** The addresses of a host name, in the order in which they are to be tried. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

const CONNECT_TIMEOUT = 10_000;

/**
 * Opens connections to public addresses and to mirrors, and to nothing else.
 *
 * A name is resolved once for a connection, and the addresses that were judged
 * are those that are connected to: a name server that gives another answer the
 * second time is not asked a second time. One address that is not public is
 * enough to refuse the name.
 */
export function guardedConnector(
  mirrors: Mirrors,
  resolve: Resolve = resolveBySystem,
): buildConnector.connector {
  const plain = { timeout: CONNECT_TIMEOUT, allowH2: false };
  const toMirror = buildConnector({ ...plain, lookup: lookupWith(resolve, () => true) });
  const toPublic = buildConnector({ ...plain, lookup: lookupWith(resolve, isPublicAddress) });

  return (options, callback) => {
    const origin = URL.parse(`${options.protocol}//${options.host ?? options.hostname}`)?.origin;
    if (origin !== undefined && isMirror(mirrors, origin)) return toMirror(options, callback);
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal)) {
      return callback(refusedAddress(literal, literal), null);
    }
    return toPublic(options, callback);
  };
}

async function resolveBySystem(hostname: string): Promise<readonly string[]> {
  const found = await systemLookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
}

/** A lookup for `node:net`, which names the family of each address beside it. */
function lookupWith(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const refused = addresses.find((address) => !isAllowed(address));
        if (refused !== undefined) return callback(refusedAddress(hostname, refused), '');
        const [first] = addresses;
        if (first === undefined) return callback(new Error(`${hostname} has no address`), '');
        if (!all) return callback(null, first, isIP(first));
        const list = addresses.map((address) => ({ address, family: isIP(address) }));
        return callback(null, list);
      },
      (error: Error) => callback(error, ''),
    );
  };
}

function refusedAddress(hostname: string, address: string): RingmasterError {
  const what = hostname === address ? address : `${hostname} (${address})`;
  return new RingmasterError(
    'address-refused',
    `${what} is not an address of the public Internet`,
    {
      advice: 'Name a public address, or have the operator map its host in RINGMASTER_MIRRORS.',
    },
  );
}
