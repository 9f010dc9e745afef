import type { Digest } from '../../../../src/domain/digest.ts';
import {
  LISTS,
  PRODUCTION_HOST,
  STAGED_CHART,
  STAGED_IMAGE,
  STAGING_HOST,
} from '../../../stage/scenery.ts';
import { taggedCommit } from '../deeds/code.ts';
import type { Ground } from '../ground.ts';
import { buildChart, buildImage, shelfAt, shelved } from '../images.ts';
import { runJob } from './promotion-job.ts';

/** What machines do that are not ours, and what somebody does who has broken into one. */
export interface Machines {
  /** Builds what every pushed tag is for and staging does not have yet. @returns the tags. */
  build(): readonly string[];
  /** Puts something else under a tag of staging. @returns its digest. */
  overwriteStaged(artifact: 'images' | 'chart', version: string, revision?: string): Digest;
  /** Puts something under a tag of production, past every list. @returns its digest. */
  overwriteProduction(artifact: 'images' | 'chart', version: string): Digest;
  /**
   * Brings production to where the merged lists want it, and says so with a status.
   * @returns what production serves by now that it did not before, as `host/path:tag`.
   */
  runPromotionJob(how?: { readonly fails?: boolean }): readonly string[];
}

/** @param project Whose tags are built. */
export function machinesIn(ground: Ground, project: string): Machines {
  return {
    build() {
      const about = ground.repository(project);
      return about.tags
        .keys()
        .filter((tag) => buildTag(ground, tag, taggedCommit(ground.state, about, tag) ?? ''))
        .toArray();
    },
    overwriteStaged(artifact, version, revision) {
      const commit = taggedCommit(ground.state, ground.repository(project), `v${version}`);
      const { built, tag } = another(artifact, version, revision ?? commit ?? '');
      const path = `${STAGING_HOST}/${artifact === 'chart' ? STAGED_CHART : STAGED_IMAGE}`;
      ground.change((state) => shelved(state, path, built, tag));
      return built.digest;
    },
    overwriteProduction(artifact, version) {
      const { built, tag } = another(artifact, version, 'nobody knows');
      const name = `${artifact === 'chart' ? 'charts/' : ''}dra-example-driver`;
      const path = `${PRODUCTION_HOST}/dra-example-driver/${name}`;
      ground.change((state) => shelved(state, path, built, tag));
      return built.digest;
    },
    runPromotionJob: ({ fails = false } = {}) => runJob(ground, LISTS, { fails }),
  };
}

/** @returns whether there was something to build. */
function buildTag(ground: Ground, tag: string, commit: string): boolean {
  const isChart = tag.startsWith('chart/');
  const version = tag.slice(isChart ? 'chart/'.length : 1);
  if (!isChart && !/^v\d/.test(tag)) return false;
  const path = `${STAGING_HOST}/${isChart ? STAGED_CHART : STAGED_IMAGE}`;
  const imageTag = isChart ? version : tag;
  if (shelfAt(ground.state, path).tags.has(imageTag)) return false;
  const built = isChart ? buildChart('dra-example-driver', version, tag) : buildImage(commit, tag);
  ground.change((state) => shelved(state, path, built, imageTag));
  return true;
}

function another(artifact: 'images' | 'chart', version: string, revision: string) {
  return artifact === 'chart'
    ? { built: buildChart('dra-example-driver', version, `${revision} again`), tag: version }
    : { built: buildImage(revision, `${version} again`), tag: `v${version}` };
}
