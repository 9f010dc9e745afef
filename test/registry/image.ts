import { draftOf, type Pointer, pushBlob, pushManifest } from './push.ts';
import { sha256 } from './server/answer.ts';
import { tar, tarGzip } from './tar.ts';
import { type Remote, type Wire, wire } from './wire.ts';

/** An image to be pushed. The same wishes make the same digests. */
export interface ImageWish {
  readonly to: Remote;
  /** The repository's path. */
  readonly path: string;
  /** Without a tag the image is pushed by its digest alone. */
  readonly tag?: string;
  /** `os/architecture` or `os/architecture/variant`; linux/amd64 and linux/arm64 by default. */
  readonly platforms?: readonly string[];
  /** What is in the image, so that another text makes another image. */
  readonly content?: string;
  /** Of each platform's config, such as `org.opencontainers.image.revision`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Of the index. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether the index has an attestation manifest for each platform, as BuildKit makes them. */
  readonly attestations?: boolean;
}

/** The digests of an image that was pushed. */
export interface PushedImage {
  readonly digest: string;
  /** By platform. */
  readonly children: Readonly<Record<string, string>>;
  readonly attestations: readonly string[];
}

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** Pushes an image for several platforms: blobs, then manifests, then the index, under its tag. */
export async function pushImage(wish: ImageWish): Promise<PushedImage> {
  const { path, tag, platforms = ['linux/amd64', 'linux/arm64'], annotations } = wish;
  const to = wire(wish.to, path);
  const children: Record<string, string> = {};
  const attestations: string[] = [];
  const manifests: object[] = [];
  for (const platform of platforms) {
    const child = await pushChild(to, platform, wish);
    children[platform] = child.digest;
    manifests.push({ ...child, platform: partsOf(platform) });
  }
  for (const about of wish.attestations === true ? Object.values(children) : []) {
    const attestation = await pushAttestation(to, about);
    attestations.push(attestation.digest);
    manifests.push({
      ...attestation,
      annotations: {
        'vnd.docker.reference.digest': about,
        'vnd.docker.reference.type': 'attestation-manifest',
      },
      platform: { architecture: 'unknown', os: 'unknown' },
    });
  }
  const index = draftOf(INDEX, { manifests, annotations });
  const { digest } = await pushManifest(to, index, tag);
  return { digest, children, attestations };
}

async function pushChild(to: Wire, platform: string, wish: ImageWish): Promise<Pointer> {
  const { content = 'ringmaster', labels = {} } = wish;
  const files = { 'etc/content': `${content} for ${platform}\n` };
  const layer = await pushBlob(to, LAYER, tarGzip(files));
  const config = await pushJson(to, CONFIG, {
    created: '2024-01-01T00:00:00Z',
    ...partsOf(platform),
    config: { Labels: labels },
    rootfs: { type: 'layers', diff_ids: [sha256(tar(files))] },
    history: [{ created: '2024-01-01T00:00:00Z', created_by: 'COPY content /etc/' }],
  });
  return pushManifest(to, draftOf(MANIFEST, { config, layers: [layer] }));
}

/** In form as BuildKit's: an image's config, and statements where layers would be. */
async function pushAttestation(to: Wire, about: string): Promise<Pointer> {
  const statement = await pushJson(to, 'application/vnd.in-toto+json', {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: 'https://slsa.dev/provenance/v0.2',
    subject: [{ name: 'image', digest: { sha256: about.slice('sha256:'.length) } }],
    predicate: {},
  });
  const config = await pushJson(to, CONFIG, {
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [statement.digest] },
  });
  return pushManifest(to, draftOf(MANIFEST, { config, layers: [statement] }));
}

function pushJson(to: Wire, mediaType: string, value: object): Promise<Pointer> {
  return pushBlob(to, mediaType, Buffer.from(JSON.stringify(value)));
}

function partsOf(platform: string) {
  const [os = '', architecture = '', variant] = platform.split('/');
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}
