import { createHash } from 'node:crypto';
import { type Digest, isDigest } from '../../../src/domain/digest.ts';
import type { Manifest } from '../../../src/plugin/registry.ts';
import { CONFIG, INDEX, MANIFEST } from '../../support/memory-registry.ts';
import type { ShelfState, WorldState } from './state.ts';
import { put } from './state.ts';

/** An image or chart with everything that belongs to it. */
export interface Built {
  /** Of the index, or of the manifest where there is but one. */
  readonly digest: Digest;
  readonly manifests: readonly Manifest[];
  readonly blobs: readonly Blob[];
}

interface Blob {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

const PLATFORMS = ['amd64', 'arm64'];
const CHART = 'application/vnd.cncf.helm.config.v1+json';

/** An image for two platforms, whose label names the commit. Another content makes another digest. */
export function buildImage(revision: string, content: string): Built {
  const children = PLATFORMS.map((architecture) => {
    const labels = { 'org.opencontainers.image.revision': revision, content };
    const config = blobOf({ os: 'linux', architecture, config: { Labels: labels } });
    const manifest = manifestOf(MANIFEST, { config: descriptorOf(CONFIG, config), layers: [] });
    return { architecture, config, manifest };
  });
  const index = manifestOf(INDEX, {
    manifests: children.map(({ architecture, manifest }) => ({
      ...descriptorOf(MANIFEST, manifest),
      platform: { os: 'linux', architecture },
    })),
  });
  return {
    digest: index.digest,
    manifests: [index, ...children.map(({ manifest }) => manifest)],
    blobs: children.map(({ config }) => config),
  };
}

/** A chart, which like most of them says nothing of the commit it was made from. */
export function buildChart(name: string, version: string, content: string): Built {
  const config = blobOf({ name, version, appVersion: `v${version}`, description: content });
  const manifest = manifestOf(MANIFEST, { config: descriptorOf(CHART, config), layers: [] });
  return { digest: manifest.digest, manifests: [manifest], blobs: [config] };
}

const EMPTY: ShelfState = { tags: new Map(), manifests: new Map(), blobs: new Map() };

/** The repository of a registry, which begins to be when something is pushed to it. */
export function shelfAt({ shelves }: WorldState, path: string): ShelfState {
  return shelves.get(path) ?? EMPTY;
}

/** Puts something into a repository, under a tag where one is named. */
export function shelved(state: WorldState, path: string, built: Built, tag?: string): WorldState {
  const shelf = shelfAt(state, path);
  const after = {
    tags: tag === undefined ? shelf.tags : put(shelf.tags, tag, built.digest),
    manifests: new Map([
      ...shelf.manifests,
      ...built.manifests.map((each) => [each.digest, each] as const),
    ]),
    blobs: new Map([
      ...shelf.blobs,
      ...built.blobs.map((each) => [each.digest, each.bytes] as const),
    ]),
  };
  return { ...state, shelves: put(state.shelves, path, after) };
}

/** What a registry has under a digest, with everything that belongs to it; undefined where it lacks that. */
export function takeFrom(shelf: ShelfState, digest: string): Built | undefined {
  const manifest = shelf.manifests.get(digest);
  if (manifest === undefined) return undefined;
  const content: { manifests?: { digest: string }[]; config?: { digest: string } } = JSON.parse(
    Buffer.from(manifest.bytes).toString('utf8'),
  );
  const parts = (content.manifests ?? []).map((child) => takeFrom(shelf, child.digest));
  const own = content.config === undefined ? undefined : shelf.blobs.get(content.config.digest);
  const found = parts.flatMap((part) => part ?? []);
  return {
    digest: manifest.digest,
    manifests: [manifest, ...found.flatMap(({ manifests }) => manifests)],
    blobs: [
      ...(own === undefined ? [] : [{ digest: digestOf(own), bytes: own }]),
      ...found.flatMap(({ blobs }) => blobs),
    ],
  };
}

function manifestOf(mediaType: string, content: object): Manifest {
  const { digest, bytes } = blobOf({ schemaVersion: 2, mediaType, ...content });
  return { digest, mediaType, bytes };
}

function blobOf(content: object): Blob {
  const bytes = Buffer.from(JSON.stringify(content));
  return { digest: digestOf(bytes), bytes };
}

function digestOf(bytes: Uint8Array): Digest {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (!isDigest(digest)) throw new Error('no digest');
  return digest;
}

function descriptorOf(mediaType: string, { digest, bytes }: Blob | Manifest) {
  return { mediaType, digest, size: bytes.length };
}
