import type { Digest } from '../domain/digest.ts';
import { readImageConfig } from './image-config.ts';
import { type Child, type ManifestContent, type ManifestKind, readManifest } from './manifest.ts';
import { isSamePlatform } from './platforms.ts';
import type { ImageReference } from './reference.ts';
import { agreedRevision } from './revision.ts';

/** A manifest's bytes, whose hash is the digest. */
interface ManifestBytes {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** As much of a registry as an inspection reads. */
export interface Shelf {
  manifest(reference: ImageReference): Promise<ManifestBytes | undefined>;
  blob(repository: ImageReference, digest: Digest): Promise<Uint8Array | undefined>;
}

/** What one platform of an image says of itself. */
export interface PlatformFound {
  /** `linux/amd64`; undefined for what runs nowhere, such as a chart. */
  readonly platform: string | undefined;
  /** Windows images of one platform differ by this. */
  readonly osVersion: string | undefined;
  readonly digest: Digest;
  /** The commit it says it was built from. */
  readonly revision: string | undefined;
  /** Why it cannot be used; undefined where it can. */
  readonly fault: string | undefined;
}

/** An image or chart as it stands in a registry. */
export interface ImageFound {
  readonly digest: Digest;
  readonly kind: ManifestKind;
  readonly parts: readonly PlatformFound[];
}

/** Reads an image or chart, every platform of it; undefined where nothing has this tag. */
export async function inspect(
  reference: ImageReference,
  registry: Shelf,
): Promise<ImageFound | undefined> {
  const manifest = await registry.manifest(reference);
  if (manifest === undefined) return undefined;
  const { digest } = manifest;
  const content = readManifest(manifest);
  const { kind, children, revision } = content;
  const source = { reference, registry };
  const parts =
    kind === 'index'
      ? await Promise.all(children.map((child) => readChild(child, revision, source)))
      : [await readPart(content, { digest }, source)];
  return { digest, kind, parts };
}

interface Source {
  readonly reference: ImageReference;
  readonly registry: Shelf;
}

/** A child of an index: what the index says of it counts only where the child is there and agrees. */
async function readChild(
  { platform, osVersion, digest }: Child,
  revision: string | undefined,
  source: Source,
): Promise<PlatformFound> {
  const { host, path } = source.reference;
  const unread = { platform, osVersion, digest, revision: undefined };
  const manifest = await source.registry.manifest({ host, path, digest });
  if (manifest === undefined) return { ...unread, fault: 'its manifest is missing' };
  const content = readManifest(manifest);
  if (content.kind !== 'image')
    return { ...unread, fault: `it is no image, its kind is ${content.kind}` };
  const part = await readPart(content, { digest, osVersion, revision }, source);
  const agrees = isSamePlatform(part.platform ?? '', platform ?? '');
  const fault =
    part.fault ?? (agrees ? undefined : `its config says ${part.platform ?? 'nothing'}`);
  return { ...part, platform, fault };
}

/** What is known of a manifest before it is read: a child's index speaks for it too. */
interface Known {
  readonly digest: Digest;
  readonly osVersion?: string | undefined;
  readonly revision?: string | undefined;
}

async function readPart(
  { kind, config, revision }: ManifestContent,
  { digest, osVersion, revision: inherited }: Known,
  { reference, registry }: Source,
): Promise<PlatformFound> {
  const part = { platform: undefined, osVersion, digest, revision, fault: undefined };
  if (kind !== 'image' || config === undefined) return part;
  const bytes = await registry.blob(reference, config.digest);
  if (bytes === undefined) return { ...part, fault: 'its config is missing' };
  const { platform, revision: label } = readImageConfig(bytes);
  return { ...part, platform, ...agreedRevision([inherited, revision, label]) };
}
