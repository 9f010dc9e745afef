import { parse } from 'yaml';

/** One digest of a list: it is to be in production, under these tags. */
export interface Entry {
  /** The image's name, which follows the project's repository. */
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

/**
 * Reads an `images.yaml` by itself. Every scalar is a text: in the usual
 * reading the tag `1.10` would become `1.1`.
 */
export function readList(text: string): Entry[] {
  const images: unknown = parse(text, { schema: 'failsafe' }) ?? [];
  if (images === '') return [];
  if (!Array.isArray(images)) throw new Error('the list is no list');
  return images.flatMap((image: unknown) => {
    const { name, dmap } = recordOf(image);
    if (typeof name !== 'string' || name === '') throw new Error('an image has no name');
    return Object.entries(recordOf(dmap)).map(([digest, tags]) => entryOf(name, digest, tags));
  });
}

function entryOf(name: string, digest: string, tags: unknown): Entry {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`${name}: "${digest}" is no digest`);
  if (!Array.isArray(tags)) throw new Error(`${name}: ${digest} has no list of tags`);
  return { name, digest, tags: tags.map(String) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new Error('the list holds something else than images');
}
