import type { Digest } from '../domain/digest.ts';
import { readImageConfig } from './image-config.ts';
import { type Child, type ManifestKind, readManifest } from './manifest.ts';
import type { ImageReference } from './reference.ts';

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
  readonly digest: Digest;
  /** The commit it says it was built from. */
  readonly revision: string | undefined;
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
  const { kind, children, revision } = readManifest(manifest);
  if (kind !== 'index')
    return { digest, kind, parts: [await part(manifest, { reference, registry })] };
  const parts = await Promise.all(
    children.map(async (child) => {
      const own = await childPart(child, { reference, registry });
      return { ...own, revision: own.revision ?? revision };
    }),
  );
  return { digest, kind, parts };
}

interface Source {
  readonly reference: ImageReference;
  readonly registry: Shelf;
}

async function childPart(child: Child, { reference, registry }: Source): Promise<PlatformFound> {
  const { host, path } = reference;
  const manifest = await registry.manifest({ host, path, digest: child.digest });
  if (manifest === undefined)
    return { platform: child.platform, digest: child.digest, revision: undefined };
  return { ...(await part(manifest, { reference, registry })), platform: child.platform };
}

async function part(
  manifest: ManifestBytes,
  { reference, registry }: Source,
): Promise<PlatformFound> {
  const { kind, config, revision } = readManifest(manifest);
  if (kind !== 'image' || config === undefined)
    return { platform: undefined, digest: manifest.digest, revision };
  const bytes = await registry.blob(reference, config.digest);
  if (bytes === undefined) return { platform: undefined, digest: manifest.digest, revision };
  const { platform, revision: label } = readImageConfig(bytes);
  return { platform, digest: manifest.digest, revision: revision ?? label };
}
