import { wire } from '../../registry/wire.ts';
import type { Scene } from '../../stage/scene.ts';
import { PROMOTED_CHART, PROMOTED_IMAGE, STAGED_CHART, STAGED_IMAGE } from '../../stage/scenery.ts';
import type { Stage } from '../../stage/stage.ts';
import { issueOf } from '../people.ts';
import type { ReleasePlan } from '../release-plan.ts';

const ACCEPT = {
  accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
};

/** What is served must be what was staged, and stand on the issue as what was approved. */
export async function inProduction(
  { staging, production }: Stage,
  scene: Scene,
  plan: ReleasePlan,
): Promise<readonly string[]> {
  const { image, chart } = plan;
  const wanted = [
    ...(image === undefined ? [] : [[STAGED_IMAGE, PROMOTED_IMAGE, `v${image}`] as const]),
    [STAGED_CHART, PROMOTED_CHART, chart] as const,
  ];
  const approved = issueOf(scene, plan)?.body ?? '';
  const findings = wanted.map(async ([from, to, tag]) => {
    const staged = await digestOf(staging, from, tag);
    const served = await digestOf(production, to, tag);
    if (served === undefined) return [`${to}:${tag} is not served`];
    return served === staged && approved.includes(served)
      ? []
      : [`${to}:${tag} serves ${served}, which was not approved`];
  });
  return (await Promise.all(findings)).flat();
}

async function digestOf(
  registry: Stage['staging'],
  path: string,
  tag: string,
): Promise<string | undefined> {
  const { headers, statusCode, body } = await wire(registry, path).send({
    method: 'HEAD',
    rest: `manifests/${tag}`,
    headers: ACCEPT,
    expected: [404],
  });
  await body.dump();
  return statusCode === 404 ? undefined : String(headers['docker-content-digest']);
}
