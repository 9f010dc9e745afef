import type { Scene } from '../../stage/scene.ts';
import { BEFORE, PROJECT } from '../../stage/scenery.ts';

/** What a tag's message says: every pull request that was merged since the version before. */
export function tagMessage({ threads }: Scene): string {
  const lines = threads
    .filter(({ repository, state }) => repository === PROJECT && state === 'merged')
    .map(({ title, number }) => `- ${title} (#${number})`);
  return [`Changes since v${BEFORE}`, '', ...lines].join('\n');
}
