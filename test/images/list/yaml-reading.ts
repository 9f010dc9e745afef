import { parse } from 'yaml';

/** What a list says according to an independent reader: `image digest tag` lines, sorted. */
export function yamlReading(text: string): string[] {
  const plain = text.replace(/^\uFEFF/, '');
  const images: unknown = parse(plain, { schema: 'failsafe', mapAsMap: true, maxAliasCount: 10 });
  if (images === null || images === '') return [];
  if (!Array.isArray(images)) throw new TypeError('not a list');
  return images.flatMap((image: unknown) => imageFacts(asMap(image))).sort();
}

function imageFacts(image: Map<unknown, unknown>): string[] {
  const name = String(image.get('name'));
  const dmap = image.get('dmap');
  if (dmap === undefined || dmap === '' || dmap === null) return [name];
  return [...asMap(dmap)].flatMap(([digest, tags]) => {
    if (tags === '' || tags === null) return [`${name} ${String(digest)}`];
    if (!Array.isArray(tags)) throw new TypeError('tags are not a list');
    if (tags.length === 0) return [`${name} ${String(digest)}`];
    return tags.map((tag: unknown) => `${name} ${String(digest)} ${String(tag)}`);
  });
}

function asMap(value: unknown): Map<unknown, unknown> {
  if (!(value instanceof Map)) throw new TypeError('not a map');
  return value;
}

/** The same for a digest that is to be added. */
export function factsOf({
  image,
  digest,
  tags,
}: {
  image: string;
  digest: string;
  tags: readonly string[];
}): string[] {
  return tags.map((tag) => `${image} ${digest} ${tag}`);
}
