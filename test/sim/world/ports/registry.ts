import type { ImageReference } from '../../../../src/images/reference.ts';
import type { Registry } from '../../../../src/plugin/registry.ts';
import type { ShelfState, WorldState } from '../state.ts';

/** Every registry, as it is seen. Nothing of ours writes to one. */
export function registryOf(sight: () => WorldState): Registry {
  const shelfOf = ({ host, path }: ImageReference) => sight().shelves.get(`${host}/${path}`);
  return {
    async manifest(reference) {
      const shelf = shelfOf(reference);
      return shelf?.manifests.get(digestBehind(shelf, reference) ?? '');
    },
    async digest(reference) {
      const shelf = shelfOf(reference);
      return shelf?.manifests.get(digestBehind(shelf, reference) ?? '')?.digest;
    },
    async blob(repository, digest) {
      return shelfOf(repository)?.blobs.get(digest);
    },
    async tags(repository) {
      return shelfOf(repository)?.tags.keys().toArray().toSorted() ?? [];
    },
  };
}

function digestBehind({ tags }: ShelfState, { tag = '', digest }: ImageReference) {
  return digest ?? tags.get(tag);
}
