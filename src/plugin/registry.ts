import type { Digest } from '../domain/digest.ts';
import type { ImageReference } from '../images/reference.ts';

/** A manifest or index exactly as the registry sent it; `digest` is the hash of these `bytes`. */
export interface Manifest {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * A container registry, read-only.
 *
 * Every answer is checked: bytes that do not hash to what was asked for, or to
 * the digest the registry claims, are an error and never a result.
 */
export interface Registry {
  /**
   * The manifest or index behind a tag or digest; undefined where the registry
   * says that it does not exist.
   * @throws RingmasterError `outside-unreachable`, `outside-garbled`, `access-missing` or `address-refused`.
   */
  manifest(reference: ImageReference): Promise<Manifest | undefined>;

  /**
   * The digest behind a tag or digest by HEAD: cheap, and only as true as the
   * registry's header. Where that says no digest, or that there is none, the
   * manifest itself is read.
   */
  digest(reference: ImageReference): Promise<Digest | undefined>;

  /** A small blob, such as an image's config: at most 4 MiB, checked against its digest. */
  blob(repository: ImageReference, digest: Digest): Promise<Uint8Array | undefined>;

  /** Every tag of one repository, all pages; none where the repository does not exist. */
  tags(repository: ImageReference): Promise<readonly string[]>;
}
