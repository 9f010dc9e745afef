import { z } from 'zod';
import { wire } from '../../registry/wire.ts';
import { PROMOTED_CHART, PROMOTED_IMAGE, STAGED_CHART, STAGED_IMAGE } from '../../stage/scenery.ts';
import type { Stage } from '../../stage/stage.ts';

/** One tag of an image or chart, as both registries show it. */
export interface Shelf {
  readonly what: 'image' | 'chart';
  readonly tag: string;
  /** Digests; undefined where the registry does not have the tag. */
  readonly staged: string | undefined;
  readonly promoted: string | undefined;
}

const REPOSITORIES = [
  { what: 'image', from: STAGED_IMAGE, to: PROMOTED_IMAGE },
  { what: 'chart', from: STAGED_CHART, to: PROMOTED_CHART },
] as const;

/** Everything that is tagged in staging or production, by name of the tag. */
export async function shelves({ staging, production }: Stage): Promise<readonly Shelf[]> {
  const all = await Promise.all(
    REPOSITORIES.map(async ({ what, from, to }) => {
      const [staged, promoted] = await Promise.all([
        digestsIn(staging, from),
        digestsIn(production, to),
      ]);
      const tags = [...new Set([...staged.keys(), ...promoted.keys()])].toSorted();
      return tags.map((tag) => ({
        what,
        tag,
        staged: staged.get(tag),
        promoted: promoted.get(tag),
      }));
    }),
  );
  return all.flat();
}

const TAGS = z.object({ tags: z.array(z.string()).nullish() });
const ACCEPT = {
  accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
};

async function digestsIn(
  registry: Stage['staging'],
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const at = wire(registry, path);
  const { body, statusCode } = await at.send({
    method: 'GET',
    rest: 'tags/list',
    expected: [404],
  });
  const answer = await body.json();
  const tags = statusCode === 404 ? [] : (TAGS.parse(answer).tags ?? []);
  const digests = await Promise.all(
    tags.map(async (tag) => {
      const manifest = await at.send({ method: 'HEAD', rest: `manifests/${tag}`, headers: ACCEPT });
      await manifest.body.dump();
      return [tag, String(manifest.headers['docker-content-digest'])] as const;
    }),
  );
  return new Map(digests);
}
