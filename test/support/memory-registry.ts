import { createHash } from 'node:crypto';
import { type Digest, isDigest } from '../../src/domain/digest.ts';
import { formatReference, type ImageReference } from '../../src/images/reference.ts';
import type { Manifest, Registry } from '../../src/plugin/registry.ts';

export const INDEX = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const CONFIG = 'application/vnd.oci.image.config.v1+json';

/** A registry in memory, with real digests of real bytes. */
export class MemoryRegistry implements Registry {
  /** By reference, with a tag or a digest. */
  protected readonly manifests = new Map<string, Manifest>();
  readonly #blobs = new Map<string, Uint8Array>();

  async manifest(reference: ImageReference): Promise<Manifest | undefined> {
    return this.manifests.get(formatReference(reference));
  }

  async digest(reference: ImageReference): Promise<Digest | undefined> {
    return (await this.manifest(reference))?.digest;
  }

  async blob(_: ImageReference, digest: Digest): Promise<Uint8Array | undefined> {
    return this.#blobs.get(digest);
  }

  async tags(repository: ImageReference): Promise<readonly string[]> {
    const prefix = `${formatReference(repository)}:`;
    return [...this.manifests.keys()].flatMap((key) =>
      key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    );
  }

  protected keepManifest(path: string, mediaType: string, content: object): Manifest {
    const bytes = bytesOf({ schemaVersion: 2, mediaType, ...content });
    const manifest = { digest: digestOf(bytes), mediaType, bytes };
    this.manifests.set(`${path}@${manifest.digest}`, manifest);
    return manifest;
  }

  /** @returns its descriptor. */
  protected keepBlob(mediaType: string, content: object) {
    const bytes = bytesOf(content);
    const digest = digestOf(bytes);
    this.#blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  }
}

function digestOf(bytes: Uint8Array): Digest {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (!isDigest(digest)) throw new Error('no digest');
  return digest;
}

function bytesOf(content: object): Uint8Array {
  return Buffer.from(JSON.stringify(content));
}
