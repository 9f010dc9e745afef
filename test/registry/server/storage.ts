import { sha256 } from './answer.ts';

/** A manifest or index as it was pushed. */
export interface StoredManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

interface Repository {
  /** A blob is seen only in the repositories it was pushed to or mounted in. */
  readonly blobs: Set<string>;
  readonly manifests: Map<string, StoredManifest>;
  /** Every digest that the tag has had; the last one holds. */
  readonly tags: Map<string, string[]>;
}

/** Everything a registry keeps, in memory. */
export interface Storage {
  repository(path: string): Repository | undefined;
  addBlob(path: string, bytes: Buffer): string;
  /** Shows a blob of one repository in another; false where it is not there. */
  mountBlob(from: string, to: string, digest: string): boolean;
  blob(path: string, digest: string): Buffer | undefined;
  addManifest(path: string, mediaType: string, bytes: Buffer): StoredManifest;
  /** By tag or digest. */
  manifest(path: string, reference: string): StoredManifest | undefined;
  /** What a tag pointed to before it was moved last. */
  formerly(path: string, tag: string): StoredManifest | undefined;
  setTag(path: string, tag: string, digest: string): void;
  /** Loses a manifest, as a broken disk or a cleaner does; tags on it dangle. */
  forget(path: string, digest: string): void;
}

/** An empty storage. */
export function createStorage(): Storage {
  const contents = new Map<string, Buffer>();
  const repositories = new Map<string, Repository>();

  function opened(path: string): Repository {
    const found = repositories.get(path);
    if (found !== undefined) return found;
    const fresh = { blobs: new Set<string>(), manifests: new Map(), tags: new Map() };
    repositories.set(path, fresh);
    return fresh;
  }

  function manifest(path: string, reference: string): StoredManifest | undefined {
    const repository = repositories.get(path);
    const digest = repository?.tags.get(reference)?.at(-1) ?? reference;
    return repository?.manifests.get(digest);
  }

  function mountBlob(from: string, to: string, digest: string): boolean {
    if (repositories.get(from)?.blobs.has(digest) !== true) return false;
    opened(to).blobs.add(digest);
    return true;
  }

  return {
    repository: (path) => repositories.get(path),
    addBlob(path, bytes) {
      const digest = sha256(bytes);
      contents.set(digest, bytes);
      opened(path).blobs.add(digest);
      return digest;
    },
    mountBlob,
    blob: (path, digest) =>
      repositories.get(path)?.blobs.has(digest) === true ? contents.get(digest) : undefined,
    addManifest(path, mediaType, bytes) {
      const stored = { digest: sha256(bytes), mediaType, bytes };
      opened(path).manifests.set(stored.digest, stored);
      return stored;
    },
    manifest,
    formerly(path, tag) {
      const former = repositories.get(path)?.tags.get(tag)?.at(-2);
      return former === undefined ? undefined : manifest(path, former);
    },
    setTag(path, tag, digest) {
      const { tags } = opened(path);
      tags.set(tag, [...(tags.get(tag) ?? []), digest]);
    },
    forget: (path, digest) => {
      repositories.get(path)?.manifests.delete(digest);
    },
  };
}
