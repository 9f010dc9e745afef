import { notForIntegration, Refusal, unprocessable } from '../access/refusal.ts';
import { demandWrite } from '../access/rights.ts';
import { checkRunJson, checkSuiteJson } from '../json/check.ts';
import type { Context } from '../site.ts';
import { nodeId } from '../world/node-id.ts';
import type { CheckOutput, CheckRun, CheckSuite, Repository } from '../world/repositories.ts';
import { existing } from '../world/world.ts';
import { tell } from './tell.ts';

/** What a check run says; what is left out stays. */
export interface CheckOrder {
  readonly name?: string | undefined;
  readonly status?: string | undefined;
  readonly conclusion?: string | undefined;
  readonly startedAt?: number | undefined;
  readonly completedAt?: number | undefined;
  readonly detailsUrl?: string | undefined;
  readonly externalId?: string | undefined;
  readonly output?: CheckOutput | undefined;
}

const LONGEST_TEXT = 65_535;
const EMPTY: CheckOutput = {
  title: undefined,
  summary: undefined,
  text: undefined,
  annotations: 0,
};

/** Makes a check run. Only an App can, and only on a commit the repository has. */
export async function createCheckRun(
  context: Context,
  repository: Repository,
  { sha, order }: { sha: string; order: CheckOrder & { readonly name: string } },
): Promise<CheckRun> {
  const appId = demandApp(context, repository);
  checkOutput(order);
  const { site } = context;
  const { world } = site;
  if ((await site.git(repository).commit(sha)) === undefined) {
    throw unprocessable(`No commit found for SHA: ${sha}`);
  }
  const suite = suiteFor(context, repository, { appId, sha });
  const id = world.nextId();
  const run: CheckRun = {
    id,
    nodeId: nodeId('CheckRun', id),
    repositoryId: repository.id,
    suiteId: suite.id,
    appId,
    sha,
    name: order.name,
    status: 'queued',
    conclusion: undefined,
    startedAt: site.now(),
    completedAt: undefined,
    detailsUrl: undefined,
    externalId: undefined,
    output: EMPTY,
  };
  const made = world.checkRuns.put(applied(run, order, site.now()));
  tellCheckRun(context, made, 'created');
  if (made.status === 'completed') tellCheckRun(context, made, 'completed');
  return made;
}

/** Changes a check run; only the App that made it can. */
export function editCheckRun(context: Context, run: CheckRun, order: CheckOrder): CheckRun {
  const { world, now } = context.site;
  const repository = existing(world.repositories, run.repositoryId);
  if (demandApp(context, repository) !== run.appId) {
    throw new Refusal(
      403,
      'Invalid app_id `' +
        run.appId +
        '` - check run can only be modified by the GitHub App that created it.',
    );
  }
  checkOutput(order);
  const changed = world.checkRuns.put(applied(run, order, now()));
  if (changed.status === 'completed' && run.status !== 'completed') {
    tellCheckRun(context, changed, 'completed');
  }
  return changed;
}

function applied(run: CheckRun, order: CheckOrder, now: number): CheckRun {
  const { output, ...rest } = order;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const changed: CheckRun = { ...run, ...given, output: { ...run.output, ...output } };
  // GitHub: giving a conclusion completes the run, whatever its status says.
  if (changed.conclusion === undefined) return changed;
  return { ...changed, status: 'completed', completedAt: changed.completedAt ?? now };
}

function demandApp(context: Context, repository: Repository): number {
  demandWrite(context, repository, { permissions: ['checks'], role: 'write' });
  const { identity } = context;
  if (identity.kind === 'installation') return identity.app.id;
  throw identity.kind === 'user'
    ? new Refusal(403, 'You must authenticate via a GitHub App.')
    : notForIntegration();
}

function checkOutput({ output, status, conclusion }: CheckOrder): void {
  for (const text of [output?.summary, output?.text]) {
    if ((text ?? '').length > LONGEST_TEXT) {
      throw unprocessable(
        `Only ${LONGEST_TEXT} characters are allowed; ${text?.length} were supplied.`,
      );
    }
  }
  if (status === 'completed' && conclusion === undefined) {
    throw unprocessable('Invalid request.\n\nMissing required parameter: conclusion');
  }
}

function suiteFor(
  { site }: Context,
  repository: Repository,
  { appId, sha }: { appId: number; sha: string },
): CheckSuite {
  const { checkSuites } = site.world;
  const found = checkSuites.in(`${repository.id}/${sha}`).find((suite) => suite.appId === appId);
  if (found !== undefined) return found;
  const id = site.world.nextId();
  return checkSuites.put({
    id,
    nodeId: nodeId('CheckSuite', id),
    repositoryId: repository.id,
    appId,
    sha,
    createdAt: site.now(),
  });
}

function tellCheckRun(context: Context, run: CheckRun, action: string): void {
  const { site } = context;
  const suite = existing(site.world.checkSuites, run.suiteId);
  tell(context, {
    event: 'check_run',
    action,
    repository: existing(site.world.repositories, run.repositoryId),
    payload: {
      check_run: { ...checkRunJson(site, run), check_suite: checkSuiteJson(site, suite, run) },
    },
  });
}
