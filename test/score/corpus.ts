import { existsSync } from 'node:fs';

/** Where recorded cases lie: beside the project, of which they are no part. */
export const CORPUS = new URL('../../../shared/corpus/', import.meta.url);

/** Why tests that need the cases are skipped, where they are. */
export const NO_CORPUS: string | false = existsSync(CORPUS)
  ? false
  : 'the corpus is not beside the project';
