import { RingmasterError } from '../../domain/errors.ts';

/** Hosts, and the addresses at which the operator wants them to be found. */
export type Mirrors = ReadonlyMap<string, URL>;

/**
 * Reads the setting `RINGMASTER_MIRRORS`: pairs of `host=address`, apart by
 * commas or blanks, as in `registry.k8s.io=http://127.0.0.1:5001`.
 *
 * An address is a scheme, a host and at most a port. It may be `http` and may
 * be private, which no other address may: whoever runs the program vouches for it.
 * @throws RingmasterError `settings-invalid`, naming the pair.
 */
export function parseMirrors(setting: string): Mirrors {
  const mirrors = new Map<string, URL>();
  for (const pair of setting.split(/[\s,]+/).filter((text) => text !== '')) {
    const [host, address] = readPair(pair);
    if (mirrors.has(host)) throw invalid(pair, `"${host}" stands there twice`);
    mirrors.set(host, address);
  }
  return mirrors;
}

/** The URL at which the operator wants this one to be found: its own, where no mirror is set. */
export function placed(mirrors: Mirrors, url: URL): URL {
  const mirror = mirrors.get(url.host);
  if (mirror === undefined) return url;
  const found = new URL(url);
  found.protocol = mirror.protocol;
  found.hostname = mirror.hostname;
  found.port = mirror.port;
  return found;
}

/** Whether an origin, such as `http://127.0.0.1:5001`, is the address of a mirror. */
export function isMirror(mirrors: Mirrors, origin: string): boolean {
  return [...mirrors.values()].some((mirror) => mirror.origin === origin);
}

function readPair(pair: string): [host: string, address: URL] {
  const equals = pair.indexOf('=');
  const host = URL.parse(`https://${pair.slice(0, Math.max(equals, 0))}`);
  if (host === null || host.host === '' || host.href !== `${host.origin}/`) {
    throw invalid(pair, 'it must begin with a host and "="');
  }
  const address = URL.parse(pair.slice(equals + 1));
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw invalid(pair, 'what follows "=" must be an address with http or https');
  }
  if (address.href !== `${address.origin}/`) {
    throw invalid(pair, 'the address must be a scheme, a host and at most a port');
  }
  return [host.host, address];
}

function invalid(pair: string, reason: string): RingmasterError {
  const shown = pair.replace(/\/\/[^/@]*@/, '//…@');
  return new RingmasterError('settings-invalid', `RINGMASTER_MIRRORS: "${shown}": ${reason}`, {
    advice: 'Write it like registry.example=http://127.0.0.1:5000',
  });
}
