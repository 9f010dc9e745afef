/**
 * What is known of an image besides the list. All of it may be left out; what is
 * left out is not checked, and the result says so.
 */
export interface Facts {
  /** Digests that each tag has had in earlier versions of the list, by image. */
  readonly history?: ByImage<readonly string[]>;
  /** What production's tags are, by image. Empty for an image that production does not have. */
  readonly production?: ByImage<string>;
  /** What staging holds, by image: what is not named here is not there. */
  readonly staging?: ReadonlyMap<string, Staged>;
  /** What the registry says of digests. */
  readonly manifests?: ReadonlyMap<string, ManifestFact>;
}

/** By image, then by tag. */
export type ByImage<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

export interface Staged {
  /** What staging's tags are. */
  readonly tags: ReadonlyMap<string, string>;
  /** All digests that are there, those of the tags among them. */
  readonly digests: ReadonlySet<string>;
}

export interface ManifestFact {
  /** `index` for one that leads to images of several platforms. */
  readonly kind: 'index' | 'image' | 'chart' | 'attached';
  /** As `linux/amd64`, in any order; empty where there are none, as for a chart. */
  readonly platforms: readonly string[];
}

export const FACT_KINDS = ['history', 'production', 'staging', 'manifests'] as const;
