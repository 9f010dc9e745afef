import { RingmasterError } from '../../domain/errors.ts';
import type { Duration } from '../../domain/time.ts';
import type { Clock } from '../../plugin/clock.ts';
import type { Target } from '../../plugin/proposals.ts';
import { once, Recent } from '../recent.ts';
import type { GithubApp, Rights } from './app.ts';
import { asking } from './failures.ts';
import type { Octokit } from './octokit.ts';
import type { Proposer } from './proposals.ts';

const PROPOSE: Rights = {
  contents: 'write',
  pull_requests: 'write',
  statuses: 'read',
  metadata: 'read',
};

/** How long it is believed where the App is installed. */
const REMEMBERED: Duration = 10 * 60_000;

export interface ProposersOptions {
  readonly app: GithubApp;
  /** Token of the machine user, for repositories that the App is not installed on. */
  readonly machineToken: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Finds out who proposes on a repository: the App where it is installed, else
 * the machine user from its fork. An App cannot open a pull request elsewhere.
 * The machine user's token never leaves this file but inside its client.
 */
export function githubProposers({ app, machineToken, clock }: ProposersOptions) {
  const known = new Map<string, { proposer: Proposer; until: number }>();
  const machine =
    machineToken === undefined ? undefined : machineUser(app.asMachineUser(machineToken));
  return async (target: Target): Promise<Proposer> => {
    const key = `${target.owner}/${target.name}`;
    const now = Date.parse(clock.now());
    const before = known.get(key);
    if (before !== undefined && before.until > now) return before.proposer;
    const proposer = (await asApp(app, target)) ?? (await machine?.(target));
    if (proposer === undefined)
      throw new RingmasterError('access-missing', `nobody may propose changes on ${key}`, {
        advice:
          'Install the App there, or set RINGMASTER_MACHINE_TOKEN to the token of a machine user with a fork of it',
      });
    known.set(key, { proposer, until: now + REMEMBERED });
    return proposer;
  };
}

async function asApp(app: GithubApp, target: Target): Promise<Proposer | undefined> {
  const site = await app.installationOn(target.owner, target.name);
  if (site === undefined) return undefined;
  const { owner, name } = site.repository;
  return { octokit: app.at(site, PROPOSE), head: { owner, name } };
}

/** The machine user's fork has the name of what it was forked from. */
function machineUser(octokit: Octokit): (target: Target) => Promise<Proposer> {
  const logins = new Recent<Promise<string>>(1);
  return async ({ name }) => {
    const owner = await once(logins, 'login', { ask: () => whoAmI(octokit) });
    return { octokit, head: { owner, name } };
  };
}

/** The login that a client acts as. */
export async function whoAmI(octokit: Octokit): Promise<string> {
  const { data } = await asking('reading the machine user', 'read', () =>
    octokit.rest.users.getAuthenticated(),
  );
  return data.login;
}
