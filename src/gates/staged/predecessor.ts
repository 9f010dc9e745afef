import { RingmasterError } from '../../domain/errors.ts';
import { inspect, type Shelf } from '../../images/inspect.ts';
import { formatReference, type ImageReference } from '../../images/reference.ts';
import { previousOf } from '../../versions/order.ts';
import { tagFor, versionIn } from '../../versions/tag-pattern.ts';

/** The version of an image before this one, as it is in production. */
export interface Predecessor {
  readonly reference: string;
  readonly platforms: readonly string[];
}

/**
 * Finds the highest version below this one among the production tags that are
 * spelt the same way, and its platforms; undefined for a first version.
 * @throws RingmasterError `outside-garbled` where production names that version and does not have it.
 */
export async function predecessorOf(
  production: ImageReference,
  { tag, version }: { readonly tag: string; readonly version: string },
  registry: Shelf & { tags(repository: ImageReference): Promise<readonly string[]> },
): Promise<Predecessor | undefined> {
  const pattern = tag.replace(version, '$version');
  const tags = await registry.tags(production);
  const previous = previousOf(
    version,
    tags.flatMap((each) => versionIn(each, pattern) ?? []),
  );
  if (previous === undefined) return undefined;
  const reference = { ...production, tag: tagFor(previous, pattern) };
  const image = await inspect(reference, registry);
  if (image === undefined)
    throw new RingmasterError(
      'outside-garbled',
      `${formatReference(reference)} is listed, but not there: its platforms cannot be compared`,
      { advice: 'Name the platforms of the artifact in the process file' },
    );
  const platforms = image.parts.flatMap(({ platform }) => platform ?? []);
  return { reference: formatReference(reference), platforms };
}
