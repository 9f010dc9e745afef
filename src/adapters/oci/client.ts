import { createHash } from 'node:crypto';
import { type Digest, isDigest } from '../../domain/digest.ts';
import { RingmasterError } from '../../domain/errors.ts';
import type { Duration } from '../../domain/time.ts';
import { MANIFEST_TYPES } from '../../images/manifest.ts';
import { formatReference, type ImageReference } from '../../images/reference.ts';
import type { Manifest, Registry } from '../../plugin/registry.ts';
import type { Guard } from '../guard.ts';
import { type Credentials, createAuthority } from './auth.ts';
import type { Realms } from './realm.ts';
import { createSession, type RepositoryRead, type Session } from './session.ts';
import { readTags } from './tags.ts';
import { createTransport, type Waiting } from './transport.ts';

/** What a registry client is built from. */
export interface RegistryOptions {
  readonly guard: Guard;
  readonly clock: Waiting;
  /**
   * The name and password for a host. Without this option the client is the
   * public: it never sends any, so what it sees is what everybody sees.
   */
  readonly credentials?: (host: string) => Credentials | undefined;
  /** Hosts beside the registries themselves that may hand out their tokens. */
  readonly realms?: Realms;
  /** For one attempt, from the connection to the last byte. */
  readonly timeoutMs?: Duration;
}

/** The most that a registry must accept for a manifest, and the most that is read here of anything. */
const LIMIT = 4 * 1024 * 1024;

/** All four at once: of one that is not named, a registry makes up another form with another digest. */
const ACCEPT = MANIFEST_TYPES.join(', ');

/** Builds a client for every registry that speaks the OCI distribution protocol. */
export function createRegistry({
  guard,
  credentials,
  realms,
  clock,
  timeoutMs = 60_000,
}: RegistryOptions): Registry {
  const transport = createTransport({ guard, clock, timeoutMs });
  const authority = createAuthority({ guard, transport, clock, realms, credentials });
  const session = createSession({ guard, transport, authority });
  return {
    manifest: (reference) => readManifest(session, reference),
    digest: (reference) => readDigest(session, reference),
    blob: (repository, digest) => readBlob(session, repository, digest),
    tags: (repository) => readTags(session, repository),
  };
}

async function readManifest(
  session: Session,
  reference: ImageReference,
): Promise<Manifest | undefined> {
  const answer = await session.read(reference, manifestRead('GET', reference));
  if (answer === undefined) return undefined;
  const { headers, bytes } = answer;
  const digest = digestOf(bytes);
  const announced = announcedIn(headers, reference);
  if (announced !== undefined) agree(reference, { announced, received: digest });
  if (reference.digest !== undefined)
    agree(reference, { asked: reference.digest, received: digest });
  const mediaType = mediaTypeIn(headers);
  if (MANIFEST_TYPES.includes(mediaType)) return { digest, mediaType, bytes };
  const message = `${formatReference(reference)} is served as "${mediaType}", which is none of an image or index`;
  throw new RingmasterError('outside-garbled', message);
}

/** What HEAD says counts where it speaks of a manifest; else, and for a 404, the body of GET decides. */
async function readDigest(
  session: Session,
  reference: ImageReference,
): Promise<Digest | undefined> {
  const answer = await session.read(reference, manifestRead('HEAD', reference));
  const headers = answer?.headers ?? {};
  const announced = announcedIn(headers, reference);
  if (announced === undefined || !MANIFEST_TYPES.includes(mediaTypeIn(headers)))
    return (await readManifest(session, reference))?.digest;
  if (reference.digest !== undefined) agree(reference, { asked: reference.digest, announced });
  return announced;
}

async function readBlob(
  session: Session,
  { host, path }: ImageReference,
  digest: Digest,
): Promise<Uint8Array | undefined> {
  const wanted = { method: 'GET', path: `blobs/${digest}`, limit: LIMIT } as const;
  const answer = await session.read({ host, path }, wanted);
  if (answer === undefined) return undefined;
  agree({ host, path, digest }, { asked: digest, received: digestOf(answer.bytes) });
  return answer.bytes;
}

function manifestRead(method: 'GET' | 'HEAD', reference: ImageReference): RepositoryRead {
  const name = reference.digest ?? reference.tag;
  if (name === undefined) {
    const message = `"${formatReference(reference)}" names neither a tag nor a digest`;
    throw new RingmasterError('artifact-invalid', message);
  }
  return { method, path: `manifests/${name}`, limit: LIMIT, accept: ACCEPT };
}

function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function mediaTypeIn(headers: Headers): string {
  const [mediaType = ''] = String(headers['content-type'] ?? '').split(';');
  return mediaType.trim().toLowerCase();
}

function announcedIn(headers: Headers, reference: ImageReference): Digest | undefined {
  const announced = headers['docker-content-digest'];
  if (announced === undefined) return undefined;
  if (typeof announced === 'string' && isDigest(announced)) return announced;
  const message = `${formatReference(reference)}: "${announced}" is announced, which is no sha256 digest`;
  throw new RingmasterError('outside-garbled', message);
}

/** Two digests of one thing, by how each of them is known, must be the same. */
function agree(reference: ImageReference, digests: Readonly<Record<string, Digest>>): void {
  const known = Object.entries(digests);
  if (new Set(Object.values(digests)).size === 1) return;
  const both = known.map(([how, digest]) => `${digest} was ${how}`).join(', but ');
  throw new RingmasterError('outside-garbled', `${formatReference(reference)}: ${both}`);
}
