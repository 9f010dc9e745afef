import type { Digest } from '../../src/domain/digest.ts';
import type { Manifest } from '../../src/plugin/registry.ts';
import { CONFIG, INDEX, MANIFEST, MemoryRegistry } from './memory-registry.ts';

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

/** A registry in memory, filled with whole images and charts. */
export class Shelf extends MemoryRegistry {
  /** @returns the digest under the tag. */
  put({ reference, platforms = {}, lost = [], chart = false, content = '' }: ShelfImage): Digest {
    const path = reference.slice(0, reference.lastIndexOf(':'));
    if (chart) {
      const config = this.keepBlob('application/vnd.cncf.helm.config.v1+json', {
        name: 'app',
        version: '0.1.0',
        content,
      });
      return this.#tag(reference, this.keepManifest(path, MANIFEST, { config, layers: [] }));
    }
    const manifests = Object.entries(platforms).map(([platform, revision]) => {
      const [os = '', architecture = ''] = platform.split('/');
      const labels =
        revision === undefined ? {} : { 'org.opencontainers.image.revision': revision };
      const config = this.keepBlob(CONFIG, {
        os,
        architecture,
        config: { Labels: { ...labels, content } },
      });
      const child = this.keepManifest(path, MANIFEST, { config, layers: [] });
      if (lost.includes(platform)) this.manifests.delete(`${path}@${child.digest}`);
      return {
        mediaType: MANIFEST,
        digest: child.digest,
        size: child.bytes.length,
        platform: { os, architecture },
      };
    });
    return this.#tag(reference, this.keepManifest(path, INDEX, { manifests }));
  }

  remove(reference: string): void {
    this.manifests.delete(reference);
  }

  #tag(reference: string, manifest: Manifest): Digest {
    this.manifests.set(reference, manifest);
    return manifest.digest;
  }
}
