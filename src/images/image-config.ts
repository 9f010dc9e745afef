import { partIn, readDocument, textIn, textsIn } from './document.ts';
import { platformText } from './platforms.ts';
import { revisionIn } from './revision.ts';

/** What an image says about itself in its config. */
export interface ImageConfig {
  /** `os/architecture` or `os/architecture/variant`. */
  readonly platform: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The commit it says it was built from. */
  readonly revision?: string;
  /** The repository it says it was built from. */
  readonly source?: string;
}

const SOURCE = 'org.opencontainers.image.source';

/**
 * Reads the config of an OCI or Docker image. Its labels are claims by whoever
 * built the image, and proof of nothing by themselves.
 * @throws RingmasterError `artifact-invalid`, naming the place in the document.
 */
export function readImageConfig(bytes: Uint8Array): ImageConfig {
  const document = readDocument(bytes, 'image config');
  const settings = partIn(document, 'config');
  const labels = settings === undefined ? {} : textsIn(settings, 'Labels');
  const revision = revisionIn(labels);
  const source = labels[SOURCE];
  return {
    platform: platformText({
      os: textIn(document, 'os'),
      architecture: textIn(document, 'architecture'),
      variant: textIn(document, 'variant'),
    }),
    labels,
    ...(revision === undefined ? {} : { revision }),
    ...(source === undefined ? {} : { source }),
  };
}
