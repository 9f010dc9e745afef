/** Who made a commit or tag, and when. `date` has git's own second resolution. */
export interface Stamp {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly date: number;
}

/** A commit, read from its raw content. */
export interface Commit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Stamp;
  readonly committer: Stamp;
  readonly message: string;
  readonly signed: Signed | undefined;
}

/** An annotated tag, read from its raw content; `message` still ends with the signature, if any. */
export interface Tag {
  readonly oid: string;
  readonly object: string;
  readonly type: string;
  readonly name: string;
  readonly tagger: Stamp | undefined;
  readonly message: string;
  readonly signed: Signed | undefined;
}

/** A detached signature and exactly the bytes it was made over. */
export interface Signed {
  readonly signature: string;
  readonly payload: string;
}

/** One line of a tree. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

/** Reads a commit. git's format: header lines, an empty line, the message. */
export function parseCommit(oid: string, content: Buffer): Commit {
  const text = content.toString('utf8');
  const { headers, message } = split(text);
  return {
    oid,
    tree: one(headers, 'tree'),
    parents: headers.filter(([key]) => key === 'parent').map(([, value]) => value),
    author: parseStamp(one(headers, 'author')),
    committer: parseStamp(one(headers, 'committer')),
    message,
    signed: signedHeader(text),
  };
}

/** Reads an annotated tag. Its signature, unlike a commit's, is the end of its message. */
export function parseTag(oid: string, content: Buffer): Tag {
  const text = content.toString('utf8');
  const { headers, message } = split(text);
  const tagger = headers.find(([key]) => key === 'tagger')?.[1];
  const begin = [...text.matchAll(/^-----BEGIN (?:PGP|SSH) SIGNATURE-----$/gm)].at(-1)?.index;
  return {
    oid,
    object: one(headers, 'object'),
    type: one(headers, 'type'),
    name: one(headers, 'tag'),
    tagger: tagger === undefined ? undefined : parseStamp(tagger),
    message,
    signed:
      begin === undefined
        ? undefined
        : { payload: text.slice(0, begin), signature: text.slice(begin) },
  };
}

/** Reads a tree: mode, space, name, zero byte, 20 raw bytes, again and again. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const zero = content.indexOf(0, space);
    entries.push({
      mode: content.toString('latin1', at, space).padStart(6, '0'),
      name: content.toString('utf8', space + 1, zero),
      oid: content.toString('hex', zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}

/** A stamp as git writes it into an object; the forge lives in UTC. */
export function formatStamp({ name, email, date }: Stamp): string {
  return `${clean(name)} <${clean(email)}> ${Math.floor(date / 1000)} +0000`;
}

function clean(text: string): string {
  return text.replace(/[<>\n\0]/g, '');
}

function parseStamp(text: string): Stamp {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*?)> ([0-9]+)/.exec(text) ?? [];
  return { name, email, date: Number(seconds) * 1000 };
}

function split(text: string): { headers: [string, string][]; message: string } {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const headers = head
    .split('\n')
    .filter((line) => !line.startsWith(' '))
    .map((line): [string, string] => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    });
  return { headers, message: end < 0 ? '' : text.slice(end + 2) };
}

function one(headers: readonly [string, string][], key: string): string {
  const found = headers.find(([name]) => name === key);
  if (found === undefined) throw new Error(`the object has no "${key}"`);
  return found[1];
}

/** A commit's signature is a header whose further lines begin with a space; the rest is the payload. */
function signedHeader(text: string): Signed | undefined {
  const end = text.indexOf('\n\n');
  const match = /^gpgsig (.*(?:\n .*)*)\n/m.exec(text.slice(0, end + 1));
  const folded = match?.[1];
  if (match === null || folded === undefined) return undefined;
  return {
    signature: folded.replaceAll('\n ', '\n'),
    payload: text.slice(0, match.index) + text.slice(match.index + match[0].length),
  };
}
