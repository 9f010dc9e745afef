import { z } from 'zod';
import { wire } from '../registry/wire.ts';
import { call } from '../stage/api.ts';
import { look } from '../stage/scene.ts';
import {
  PRODUCTION_HOST,
  PROJECT,
  PROMOTED_CHART,
  PROMOTED_IMAGE,
  STAGED_CHART,
  STAGED_IMAGE,
} from '../stage/scenery.ts';
import type { Stage } from '../stage/stage.ts';

/** One thing that must be true when a release is over. */
export interface Proof {
  readonly claim: string;
  readonly holds: boolean;
}

const ACCEPT = {
  accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json',
};

/** Looks at the outcome without Ringmaster's help: what was approved is what shipped, and everybody was told once. */
export async function prove(stage: Stage): Promise<readonly Proof[]> {
  const scene = await look(stage);
  const issue = scene.threads.find(({ body }) => body.includes('ringmaster:begin'));
  const card = issue?.comments.find(({ body }) =>
    /journal of \d+ entries, head `[0-9a-f]{64}`/.test(body),
  );
  const pairs = [
    [STAGED_IMAGE, PROMOTED_IMAGE, 'v0.1.0'],
    [STAGED_CHART, PROMOTED_CHART, '0.1.0'],
  ] as const;
  const same = await Promise.all(
    pairs.map(async ([from, to, tag]) => {
      const [staged, served] = await Promise.all([
        digestOf(stage.staging, from, tag),
        digestOf(stage.production, to, tag),
      ]);
      const approved = issue?.body.includes(served) === true;
      return {
        claim: `${PRODUCTION_HOST}/${to}:${tag} serves the approved ${served.slice(0, 19)}`,
        holds: staged === served && approved,
      };
    }),
  );
  return [
    ...same,
    {
      claim: 'the GitHub release v0.1.0 is published and the latest',
      holds: (await latestTag(stage)) === 'v0.1.0',
    },
    { claim: 'Slack was told once', holds: scene.messages.length === 1 },
    {
      claim: 'the tracking issue is closed, and its card names the head of the journal',
      holds: issue?.state === 'closed' && card !== undefined,
    },
    {
      claim: 'nothing was asked of GitHub that it does not have',
      holds: stage.forge.unknownRequests.length === 0 && stage.forge.violations.length === 0,
    },
  ];
}

/** Where people find what was released. */
export function releaseAddress({ forge }: Stage): string {
  return `${forge.url}/${PROJECT}/releases/tag/v0.1.0`;
}

async function digestOf(registry: Stage['staging'], path: string, tag: string): Promise<string> {
  const { headers, body } = await wire(registry, path).send({
    method: 'HEAD',
    rest: `manifests/${tag}`,
    headers: ACCEPT,
  });
  await body.dump();
  return String(headers['docker-content-digest']);
}

async function latestTag({ forge }: Stage): Promise<string> {
  const answer = await call({ url: forge.url }, 'GET', {
    path: `/repos/${PROJECT}/releases/latest`,
  });
  return z.object({ tag_name: z.string() }).parse(answer).tag_name;
}
