import { createHash } from 'node:crypto';
import { type Digest, isDigest } from '../../src/domain/digest.ts';
import { formatReference, type ImageReference } from '../../src/images/reference.ts';
import type { Manifest, Registry } from '../../src/plugin/registry.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

export const REVISION = 'org.opencontainers.image.revision';

/** One image for one platform; `label` and `annotation` are the commits that it names. */
export interface CraftedImage {
  readonly platform?: string;
  readonly label?: string;
  readonly annotation?: string;
  /** Another text makes another digest. */
  readonly content?: string;
}

/** A registry of one repository, every document of which a test writes as it likes. */
export class Craft implements Registry {
  readonly #repository: string;
  readonly #manifests = new Map<string, Manifest>();
  readonly #blobs = new Map<string, Uint8Array>();

  constructor(repository: string) {
    this.#repository = repository;
  }

  image({ platform = 'linux/amd64', label, annotation, content = '' }: CraftedImage): Manifest {
    const [os, architecture] = platform.split('/');
    const labels = label === undefined ? {} : { [REVISION]: label };
    const bytes = bytesOf({ os, architecture, content, config: { Labels: labels } });
    const digest = digestOf(bytes);
    this.#blobs.set(digest, bytes);
    const config = { mediaType: CONFIG, digest, size: bytes.length };
    const annotations = annotation === undefined ? {} : { [REVISION]: annotation };
    return this.#keep(MANIFEST, { config, layers: [], annotations });
  }

  /** An index of manifests, each with what else the index says of it. */
  index(children: readonly (readonly [Manifest, object])[], content: object = {}): Manifest {
    const manifests = children.map(([{ mediaType, digest, bytes }, more]) => ({
      ...{ mediaType, digest, size: bytes.length },
      ...more,
    }));
    return this.#keep(INDEX, { manifests, ...content });
  }

  /** Something that is attached to an image, such as a signature. */
  attached(): Manifest {
    const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest: NOTHING, size: 2 };
    return this.#keep(MANIFEST, { config, layers: [] });
  }

  tag(tag: string, manifest: Manifest): void {
    this.#manifests.set(`${this.#repository}:${tag}`, manifest);
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

  #keep(mediaType: string, content: object): Manifest {
    const bytes = bytesOf({ schemaVersion: 2, mediaType, ...content });
    const manifest = { digest: digestOf(bytes), mediaType, bytes };
    this.#manifests.set(`${this.#repository}@${manifest.digest}`, manifest);
    return manifest;
  }
}

/** What an index says of the platform of a child. */
export function forPlatform(text: string, osVersion?: string) {
  const [os, architecture] = text.split('/');
  const version = osVersion === undefined ? {} : { 'os.version': osVersion };
  return { platform: { os, architecture, ...version } };
}

const NOTHING = digestOf(bytesOf({}));

function bytesOf(content: object): Uint8Array {
  return Buffer.from(JSON.stringify(content));
}

function digestOf(bytes: Uint8Array): Digest {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (!isDigest(digest)) throw new Error('no digest');
  return digest;
}
