import { registerHooks } from 'node:module';
import { addressOf, faultySource, type Mutant } from './mutant.ts';

/**
 * From now on this process loads the faulty source in place of the real one; no
 * file is changed. It must be called before the source is imported.
 * @returns tells whether the source was loaded.
 */
export function apply(mutant: Mutant): () => boolean {
  const address = addressOf(mutant);
  const source = faultySource(mutant);
  let wasLoaded = false;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== address) return loaded;
      wasLoaded = true;
      return { ...loaded, source };
    },
  });
  return () => wasLoaded;
}
