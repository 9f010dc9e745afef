import { createHash } from 'node:crypto';
import { type Digest, isDigest } from '../../src/domain/digest.ts';
import { formatReference, type ImageReference } from '../../src/images/reference.ts';
import type { Manifest, Registry } from '../../src/plugin/registry.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

export interface ShelfImage {
  /** `gcr.io/project/app:v1` */
  readonly reference: string;
  /** Platforms, each with the commit in its label; undefined: no label. */
  readonly platforms?: Readonly<Record<string, string | undefined>>;
  /** Platforms that the index names and the registry does not have. */
  readonly lost?: readonly string[];
  /** A chart instead of an image. */
  readonly chart?: boolean;
  /** Another text makes another digest. */
  readonly content?: string;
}

/** A registry in memory, with real digests of real bytes. */
export class Shelf implements Registry {
  readonly #manifests = new Map<string, Manifest>();
  readonly #blobs = new Map<string, Uint8Array>();

  /** @returns the digest under the tag. */
  put({ reference, platforms = {}, lost = [], chart = false, content = '' }: ShelfImage): Digest {
    const path = reference.slice(0, reference.lastIndexOf(':'));
    if (chart) {
      const config = this.#blob('application/vnd.cncf.helm.config.v1+json', {
        name: 'app',
        version: '0.1.0',
        content,
      });
      return this.#tag(reference, this.#manifest(path, MANIFEST, { config, layers: [] }));
    }
    const manifests = Object.entries(platforms).map(([platform, revision]) => {
      const [os = '', architecture = ''] = platform.split('/');
      const labels =
        revision === undefined ? {} : { 'org.opencontainers.image.revision': revision };
      const config = this.#blob(CONFIG, {
        os,
        architecture,
        config: { Labels: { ...labels, content } },
      });
      const child = this.#manifest(path, MANIFEST, { config, layers: [] });
      if (lost.includes(platform)) this.#manifests.delete(`${path}@${child.digest}`);
      return {
        mediaType: MANIFEST,
        digest: child.digest,
        size: child.bytes.length,
        platform: { os, architecture },
      };
    });
    return this.#tag(reference, this.#manifest(path, INDEX, { manifests }));
  }

  remove(reference: string): void {
    this.#manifests.delete(reference);
  }

  async manifest(reference: ImageReference): Promise<Manifest | undefined> {
    return this.#manifests.get(formatReference(reference));
  }

  async digest(reference: ImageReference): Promise<Digest | undefined> {
    return (await this.manifest(reference))?.digest;
  }

  async blob(_: ImageReference, digest: Digest): Promise<Uint8Array | undefined> {
    return this.#blobs.get(digest);
  }

  async tags(repository: ImageReference): Promise<readonly string[]> {
    const prefix = `${formatReference(repository)}:`;
    return [...this.#manifests.keys()].flatMap((key) =>
      key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    );
  }

  #tag(reference: string, manifest: Manifest): Digest {
    this.#manifests.set(reference, manifest);
    return manifest.digest;
  }

  #manifest(path: string, mediaType: string, content: object): Manifest {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...content }));
    const manifest = { digest: digestOf(bytes), mediaType, bytes };
    this.#manifests.set(`${path}@${manifest.digest}`, manifest);
    return manifest;
  }

  #blob(mediaType: string, content: object) {
    const bytes = Buffer.from(JSON.stringify(content));
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
