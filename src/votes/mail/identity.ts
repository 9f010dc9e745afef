/** Who may vote, by the ids of a foundation. */
export interface Roster {
  /** Their votes are binding. */
  readonly binding: ReadonlySet<string>;
  /** Everybody whose id is known, besides. */
  readonly others: ReadonlySet<string>;
  /** Ids by other addresses, in lower case. */
  readonly byAddress: ReadonlyMap<string, string>;
  /** Addresses of this domain hold the id. */
  readonly domain: string;
}

/** `id`: one voice, whatever the address. */
export interface Sender {
  readonly id: string;
  readonly isBinding: boolean;
  /** Whether the machine that took the mail in could tell that it comes from there. */
  readonly isVerified: boolean;
}

/** Ids hold nothing else; what looks like a letter and is another is no id. */
const ASCII = /^[!-~]+$/;

/**
 * Who sent a mail, by its From line; undefined where that holds no single address.
 *
 * “.invalid” goes, which lists append for DMARC. A mail whose sender the list has
 * rewritten (“via”) may be anybody's: it is not verified.
 */
export function senderOf(from: string, roster: Roster, results?: string): Sender | undefined {
  const address = addressIn(from);
  if (address === undefined) return undefined;
  const id = idOf(address, roster) ?? address;
  const isRewritten = /\svia\s/i.test(from.slice(0, from.lastIndexOf('<')));
  const isVerified = !isRewritten && isAuthentic(results, domainOf(address));
  return { id, isBinding: roster.binding.has(id), isVerified };
}

function addressIn(from: string): string | undefined {
  const text = from.trim();
  if (text.length > 1000) return undefined;
  const angled = [...text.matchAll(/<([^<>]*)>/g)].map(([, inside = '']) => inside);
  if (angled.length > 1) return undefined;
  const address = (angled[0] ?? text)
    .trim()
    .toLowerCase()
    .replace(/\.invalid$/, '');
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(address) ? address : undefined;
}

function idOf(address: string, { byAddress, domain, binding, others }: Roster): string | undefined {
  const alias = byAddress.get(address);
  if (alias !== undefined) return alias;
  if (!ASCII.test(address) || domainOf(address) !== domain) return undefined;
  const id = address.slice(0, address.indexOf('@'));
  return binding.has(id) || others.has(id) ? id : undefined;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/**
 * What an Authentication-Results line (RFC 8601) says of the domain in From: DMARC
 * passed, or a signature or the envelope of that very domain. Without such a line
 * nothing was looked at, and From is taken as it is.
 */
function isAuthentic(results: string | undefined, domain: string): boolean {
  if (results === undefined) return true;
  const parts = results
    .slice(0, 5000)
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const said = (method: string, answer: string) =>
    parts.filter((part) => new RegExp(`^${method}\\s*=\\s*${answer}(?![a-z])`).test(part));
  if (said('dmarc', 'fail').length > 0) return false;
  if (said('dmarc', 'pass').length > 0) return true;
  const isAligned = (part: string) => {
    const named =
      /(?:header\.d|header\.i|smtp\.mailfrom|header\.from)\s*=\s*(?:[^\s;@]*@)?([^\s;]+)/.exec(
        part,
      )?.[1];
    return (
      named === undefined ||
      named === domain ||
      domain.endsWith(`.${named}`) ||
      named.endsWith(`.${domain}`)
    );
  };
  return [...said('dkim', 'pass'), ...said('spf', 'pass')].some(isAligned);
}
