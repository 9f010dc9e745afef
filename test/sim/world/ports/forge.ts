import { fullName } from '../../../../src/domain/release.ts';
import type { Forge } from '../../../../src/plugin/forge.ts';
import type { Site } from '../../../../src/plugin/place.ts';
import type { Ground } from '../ground.ts';
import type { WorldState } from '../state.ts';
import { codeOf } from './code.ts';
import { issuesOf } from './issues.ts';
import { peopleOf, tagsOf } from './people.ts';
import { releasesOf } from './releases.ts';
import type { View } from './view.ts';

/** One repository through the App's installation there. */
export function forgeOf(ground: Ground, { repository }: Site, sight: () => WorldState): Forge {
  const view: View = { ground, name: fullName(repository), sight };
  return {
    repository,
    code: codeOf(view),
    tags: tagsOf(view),
    people: peopleOf(view),
    issues: issuesOf(view),
    releases: releasesOf(view),
  };
}
