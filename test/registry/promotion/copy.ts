import { buffer } from 'node:stream/consumers';
import { type Draft, hasBlob, pushManifest, uploadPlace } from '../push.ts';
import { sha256 } from '../server/answer.ts';
import type { Wire } from '../wire.ts';

/** From where to where an image is copied. */
export interface Way {
  readonly from: Wire;
  readonly to: Wire;
}

/** What a manifest points to, as far as copying needs to know. */
interface Content {
  readonly manifests?: readonly { readonly digest: string }[];
  readonly config?: { readonly digest: string };
  readonly layers?: readonly { readonly digest: string }[];
}

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The manifest behind a tag or digest, byte for byte; undefined where there is none. */
export async function pull(from: Wire, reference: string): Promise<Draft | undefined> {
  const rest = `manifests/${reference}`;
  const headers = { accept: ACCEPT };
  const answer = await from.send({ method: 'GET', rest, headers, expected: [404] });
  const bytes = await buffer(answer.body);
  if (answer.statusCode === 404) return undefined;
  if (reference.startsWith('sha256:') && sha256(bytes) !== reference) {
    throw new Error(`${from.path}@${reference} has other bytes than it should`);
  }
  return { mediaType: String(answer.headers['content-type']), bytes };
}

/**
 * Copies a manifest by digest with all that belongs to it: what it points to
 * first, then itself, then what is attached to it.
 * @returns Whether the manifest was found.
 */
export async function copyTree(way: Way, digest: string): Promise<boolean> {
  const draft = await pull(way.from, digest);
  if (draft === undefined) return false;
  const content: Content = JSON.parse(draft.bytes.toString('utf8'));
  for (const child of content.manifests ?? []) await copyPart(way, child.digest);
  const blobs = [
    ...(content.config === undefined ? [] : [content.config]),
    ...(content.layers ?? []),
  ];
  for (const blob of blobs) await copyBlob(way, blob.digest);
  await pushManifest(way.to, draft);
  await copyReferrers(way, digest);
  return true;
}

async function copyPart(way: Way, digest: string): Promise<void> {
  if (await copyTree(way, digest)) return;
  throw new Error(`${way.from.path}@${digest} is missing, and something points to it`);
}

/** Signatures and the like; where the registry has no API for them, a tag made of the digest lists them. */
async function copyReferrers(way: Way, digest: string): Promise<void> {
  const rest = `referrers/${digest}`;
  const answer = await way.from.send({ method: 'GET', rest, expected: [404] });
  const body = await buffer(answer.body);
  if (answer.statusCode !== 404) {
    const { manifests = [] }: Content = JSON.parse(body.toString('utf8'));
    for (const referrer of manifests) await copyPart(way, referrer.digest);
    return;
  }
  const tag = digest.replace(':', '-');
  const fallback = await pull(way.from, tag);
  if (fallback === undefined) return;
  const { manifests = [] }: Content = JSON.parse(fallback.bytes.toString('utf8'));
  for (const referrer of manifests) await copyPart(way, referrer.digest);
  await pushManifest(way.to, fallback, tag);
}

/** Shows the blob in the other repository where both are in one registry; streams it otherwise. */
async function copyBlob({ from, to }: Way, digest: string): Promise<void> {
  if (await hasBlob(to, digest)) return;
  const isNear = from.remote.url === to.remote.url;
  const mount = isNear ? `?${new URLSearchParams({ mount: digest, from: from.path })}` : '';
  const opened = await to.send({
    method: 'POST',
    rest: `blobs/uploads/${mount}`,
    ...(isNear ? { from: from.path } : {}),
  });
  await opened.body.dump();
  if (opened.statusCode === 201) return;
  const blob = await from.send({ method: 'GET', rest: `blobs/${digest}` });
  const done = await to.send({
    method: 'PUT',
    rest: uploadPlace(opened.headers.location, to, digest),
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(blob.headers['content-length']),
    },
    body: blob.body,
  });
  await done.body.dump();
}
