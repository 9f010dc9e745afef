import type { Forge } from '../forge/forge-handle.ts';
import { pushChart } from '../registry/chart.ts';
import { pushImage } from '../registry/image.ts';
import type { Remote } from '../registry/wire.ts';
import type { Accounts } from './accounts.ts';
import { call } from './api.ts';
import {
  BEFORE,
  LIST_PATH,
  LISTS,
  listFile,
  MERGED,
  PROJECT,
  PROMOTED_CHART,
  PROMOTED_IMAGE,
  projectFiles,
  STAGED_CHART,
  STAGED_IMAGE,
} from './scenery.ts';

interface Bare {
  readonly forge: Forge;
  readonly accounts: Accounts;
  readonly staging: Remote;
  readonly production: Remote;
}

/** Puts everything in place that had happened before: a released version, and changes since. */
export async function furnish(bare: Bare): Promise<void> {
  const { forge, accounts } = bare;
  for (const name of [PROJECT, LISTS]) forge.addOrganization(name.split('/')[0] ?? '');
  await forge.addRepository(PROJECT, {
    files: await projectFiles(),
    collaborators: { alice: 'write', bob: 'write', carol: 'write' },
  });
  const digests = await releaseBefore(bare);
  await tagBefore(forge, accounts);
  for (const { title, by, file } of MERGED)
    await forge.mergedPull(PROJECT, { title, by, files: { [file]: `# ${title}\n` } });
  await forge.addRepository(LISTS, {
    files: { [LIST_PATH]: listFile(digests.image, digests.chart), 'README.md': '# Lists\n' },
    collaborators: { reviewer: 'write', 'promotion-job': 'write' },
  });
  const robot = { url: forge.url, token: accounts['release-robot'].token };
  await call(robot, 'POST', { path: `/repos/${LISTS}/forks` });
}

async function tagBefore(forge: Forge, { alice }: Accounts): Promise<void> {
  const at = { url: forge.url, token: alice.token };
  const head = await call(at, 'GET', { path: `/repos/${PROJECT}/git/ref/heads/main` });
  const sha = shaIn(head);
  for (const tag of [`v${BEFORE}`, `chart/${BEFORE}`])
    await call(at, 'POST', {
      path: `/repos/${PROJECT}/git/refs`,
      body: { ref: `refs/tags/${tag}`, sha },
    });
}

async function releaseBefore({
  staging,
  production,
}: Bare): Promise<{ image: string; chart: string }> {
  const image = { tag: `v${BEFORE}`, content: 'the version before' };
  const chart = { name: 'dra-example-driver', version: BEFORE, appVersion: `v${BEFORE}` };
  await pushImage({ ...image, to: staging, path: STAGED_IMAGE });
  await pushChart({ ...chart, to: staging, path: STAGED_CHART });
  const promoted = await pushImage({ ...image, to: production, path: PROMOTED_IMAGE });
  const promotedChart = await pushChart({ ...chart, to: production, path: PROMOTED_CHART });
  return { image: promoted.digest, chart: promotedChart.digest };
}

function shaIn(ref: unknown): string {
  if (typeof ref === 'object' && ref !== null && 'object' in ref) {
    const { object } = ref;
    if (typeof object === 'object' && object !== null && 'sha' in object) return String(object.sha);
  }
  throw new Error(`no commit in ${JSON.stringify(ref)}`);
}
