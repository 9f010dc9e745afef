import { type Digest, isDigest } from '../domain/digest.ts';
import {
  invalid,
  type Part,
  partIn,
  partsIn,
  readDocument,
  sizeIn,
  textIn,
  textsIn,
} from './document.ts';
import { NO_PLATFORM, platformText } from './platforms.ts';
import { revisionIn } from './revision.ts';

/** What a manifest is about. An `artifact` is anything else: a signature, an attestation, an SBOM. */
export type ManifestKind = 'index' | 'image' | 'chart' | 'artifact';

/** A pointer from one document of a registry to another. `size` is in bytes. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
}

/** One manifest of an index. `platform` is `os/architecture` or `os/architecture/variant`. */
export interface Child extends Descriptor {
  readonly platform?: string;
  /** Windows images of one platform differ by this. */
  readonly osVersion?: string;
}

/** A manifest or index, read. Descriptors that it does not have are missing or none. */
export interface ManifestContent {
  readonly mediaType: string;
  readonly kind: ManifestKind;
  /** What an index consists of, without its attestations. */
  readonly children: readonly Child[];
  /** BuildKit keeps provenance and SBOM in the index, as manifests for no platform. */
  readonly attestations: readonly Child[];
  readonly config?: Descriptor;
  readonly layers: readonly Descriptor[];
  /** What this manifest is attached to, such as the image that a signature signs. */
  readonly subject?: Digest;
  readonly annotations: Readonly<Record<string, string>>;
  /** The commit it says it was built from, by its annotations alone. */
  readonly revision?: string;
}

const INDEX_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const SINGLE_TYPES: readonly string[] = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const IMAGE_CONFIGS: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];
const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const IMAGE_LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./;

/** The media types of manifests and indexes that Ringmaster reads. */
export const MANIFEST_TYPES: readonly string[] = [...INDEX_TYPES, ...SINGLE_TYPES];

/** BuildKit's mark on a manifest of an index that is an attestation and not an image. */
const ATTESTATION_MARK = 'vnd.docker.reference.type';

/**
 * Reads a manifest or index of any of the four media types.
 *
 * Whatever two readers could understand in two ways is refused: a body that
 * names another media type than the registry, one with the lists of both an
 * index and an image, keys that differ by case only.
 * @throws RingmasterError `artifact-invalid`, naming the place in the document.
 */
export function readManifest(manifest: {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}): ManifestContent {
  const document = readDocument(manifest.bytes, 'manifest');
  const mediaType = agreedType(document, manifest.mediaType);
  const annotations = textsIn(document, 'annotations');
  const subject = partIn(document, 'subject');
  const revision = revisionIn(annotations);
  return {
    mediaType,
    ...(INDEX_TYPES.includes(mediaType) ? indexContent(document) : singleContent(document)),
    ...(subject === undefined ? {} : { subject: descriptorOf(subject).digest }),
    annotations,
    ...(revision === undefined ? {} : { revision }),
  };
}

function agreedType(document: Part, told: string): string {
  if (!MANIFEST_TYPES.includes(told)) {
    throw invalid('manifest', `has the media type "${told}", which is none of an image or index`);
  }
  const written = textIn(document, 'mediaType') ?? told;
  if (written === told) return told;
  throw invalid('manifest', `calls itself "${written}", but the registry calls it "${told}"`);
}

function indexContent(document: Part) {
  for (const key of ['config', 'layers']) refuseBoth(document, 'manifests', key);
  const members = partsIn(document, 'manifests');
  if (members === undefined) throw invalid(document.at, 'is an index without "manifests"');
  const all = members.map(childOf);
  return {
    kind: 'index' as const,
    children: all.filter((child) => !isAttestation(child)),
    attestations: all.filter(isAttestation),
    layers: [],
  };
}

function singleContent(document: Part) {
  refuseBoth(document, 'config', 'manifests');
  const part = partIn(document, 'config');
  if (part === undefined) throw invalid(document.at, 'has no "config"');
  const config = descriptorOf(part);
  const layers = (partsIn(document, 'layers') ?? []).map(descriptorOf);
  const isPlain = textIn(document, 'artifactType') === undefined;
  const kind = isPlain ? kindOf(config, layers) : 'artifact';
  return { kind, children: [], attestations: [], config, layers };
}

/** Cosign and BuildKit give their artifacts an image's config, so the layers have a say too. */
function kindOf(config: Descriptor, layers: readonly Descriptor[]): ManifestKind {
  if (config.mediaType === CHART_CONFIG) return 'chart';
  const isImage =
    IMAGE_CONFIGS.includes(config.mediaType) &&
    layers.every(({ mediaType }) => IMAGE_LAYER.test(mediaType));
  return isImage ? 'image' : 'artifact';
}

function refuseBoth(document: Part, expected: string, odd: string): void {
  if (!document.keys.has(odd)) return;
  throw invalid(document.at, `has "${odd}", which does not go with "${expected}"`);
}

function childOf(part: Part): Child {
  const platform = partIn(part, 'platform');
  if (platform === undefined) return descriptorOf(part);
  const osVersion = textIn(platform, 'os.version');
  const os = textIn(platform, 'os');
  const architecture = textIn(platform, 'architecture');
  const variant = textIn(platform, 'variant');
  return {
    ...descriptorOf(part),
    platform: platformText({ os, architecture, variant }),
    ...(osVersion === undefined ? {} : { osVersion }),
  };
}

/** Both signs are needed: what carries the mark and still runs somewhere would be run unseen. */
function isAttestation({ platform, annotations }: Child): boolean {
  return platform === NO_PLATFORM && Object.hasOwn(annotations, ATTESTATION_MARK);
}

function descriptorOf(part: Part): Descriptor {
  const digest = textIn(part, 'digest') ?? '';
  if (!isDigest(digest)) throw invalid(`${part.at}.digest`, 'is not a sha256 digest');
  const mediaType = textIn(part, 'mediaType');
  if (mediaType === undefined) throw invalid(part.at, 'has no "mediaType"');
  return {
    mediaType,
    digest,
    size: sizeIn(part, 'size'),
    annotations: textsIn(part, 'annotations'),
  };
}
