import type { Manifest } from '../../src/plugin/registry.ts';
import { CONFIG, INDEX, MANIFEST, MemoryRegistry } from '../support/memory-registry.ts';

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
export class Craft extends MemoryRegistry {
  readonly #repository: string;

  constructor(repository: string) {
    super();
    this.#repository = repository;
  }

  image({ platform = 'linux/amd64', label, annotation, content = '' }: CraftedImage): Manifest {
    const [os, architecture] = platform.split('/');
    const labels = label === undefined ? {} : { [REVISION]: label };
    const config = this.keepBlob(CONFIG, { os, architecture, content, config: { Labels: labels } });
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
    const config = this.keepBlob('application/vnd.oci.empty.v1+json', {});
    return this.#keep(MANIFEST, { config, layers: [] });
  }

  tag(tag: string, manifest: Manifest): void {
    this.manifests.set(`${this.#repository}:${tag}`, manifest);
  }

  #keep(mediaType: string, content: object): Manifest {
    return this.keepManifest(this.#repository, mediaType, content);
  }
}

/** What an index says of the platform of a child. */
export function forPlatform(text: string, osVersion?: string) {
  const [os, architecture] = text.split('/');
  const version = osVersion === undefined ? {} : { 'os.version': osVersion };
  return { platform: { os, architecture, ...version } };
}
