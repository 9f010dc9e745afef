import { sha256 } from './server/answer.ts';
import type { Wire } from './wire.ts';

/** A pointer to a blob or manifest, as it stands in another manifest. */
export interface Pointer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** A manifest before it is pushed: its media type, and its bytes as they are. */
export interface Draft {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Sends a blob in one piece, unless it is there. */
export async function pushBlob(to: Wire, mediaType: string, bytes: Buffer): Promise<Pointer> {
  const pointer = { mediaType, digest: sha256(bytes), size: bytes.length };
  if (await hasBlob(to, pointer.digest)) return pointer;
  const opened = await to.send({ method: 'POST', rest: 'blobs/uploads/' });
  await opened.body.dump();
  const place = uploadPlace(opened.headers.location, to, pointer.digest);
  const headers = { 'content-type': 'application/octet-stream' };
  const done = await to.send({ method: 'PUT', rest: place, headers, body: bytes });
  await done.body.dump();
  return pointer;
}

/** Where an upload ends, once the digest is known. */
export function uploadPlace(
  location: string | string[] | undefined,
  { remote }: Wire,
  digest: string,
): URL {
  const place = new URL(String(location), remote.url);
  place.searchParams.set('digest', digest);
  return place;
}

/** Whether a repository has a blob. */
export async function hasBlob(to: Wire, digest: string): Promise<boolean> {
  const rest = `blobs/${digest}`;
  const answer = await to.send({ method: 'HEAD', rest, expected: [404] });
  await answer.body.dump();
  return answer.statusCode === 200;
}

/** Sends a manifest under its digest, or under a tag. */
export async function pushManifest(to: Wire, draft: Draft, tag?: string): Promise<Pointer> {
  const { mediaType, bytes } = draft;
  const digest = sha256(bytes);
  const headers = { 'content-type': mediaType };
  const rest = `manifests/${tag ?? digest}`;
  const answer = await to.send({ method: 'PUT', rest, headers, body: bytes });
  await answer.body.dump();
  return { mediaType, digest, size: bytes.length };
}

/** A manifest of these parts, in a form that is the same every time. */
export function draftOf(mediaType: string, content: Readonly<Record<string, unknown>>): Draft {
  const document = { schemaVersion: 2, mediaType, ...content };
  return { mediaType, bytes: Buffer.from(JSON.stringify(document, null, 2)) };
}
