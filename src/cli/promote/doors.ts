import { systemClock } from '../../adapters/clock.ts';
import { createGovernor } from '../../adapters/github/governor.ts';
import { makeOctokit, type Octokit } from '../../adapters/github/octokit.ts';
import { parseMirrors } from '../../adapters/guard/mirrors.ts';
import { createGuard } from '../../adapters/guard.ts';
import { createRegistry } from '../../adapters/oci/client.ts';
import { RingmasterError } from '../../domain/errors.ts';
import { VARIABLES } from '../../environment.ts';
import type { Registry } from '../../plugin/registry.ts';

/** The ways out of this program that a promotion takes. */
export interface Doors extends AsyncDisposable {
  /** Staging and production as everybody sees them. */
  readonly registry: Registry;
  /** With the token where there is one, else as anybody. */
  readonly octokit: Octokit;
  readonly hasToken: boolean;
  /** Where GitHub's pages are. */
  readonly server: string;
}

const SETTINGS = VARIABLES.pick({
  RINGMASTER_MACHINE_TOKEN: true,
  RINGMASTER_MIRRORS: true,
  RINGMASTER_GITHUB_LIMITS: true,
  GITHUB_API_URL: true,
  GITHUB_URL: true,
});

/**
 * Opens the doors as the environment says. The token goes into the client and
 * nowhere else.
 * @throws RingmasterError `settings-invalid`, naming each variable that is wrong.
 */
export function openDoors(variables: Readonly<Record<string, string | undefined>>): Doors {
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const settings = readSettings(filled);
  const token = settings.RINGMASTER_MACHINE_TOKEN ?? filled.GITHUB_TOKEN;
  const guard = createGuard({ mirrors: parseMirrors(settings.RINGMASTER_MIRRORS) });
  const governor = createGovernor({
    budgets: UNSHARED,
    clock: systemClock,
    meter: { request() {}, budget() {} },
    limits: settings.RINGMASTER_GITHUB_LIMITS,
  });
  const line = { baseUrl: settings.GITHUB_API_URL, clock: systemClock, governor };
  return {
    registry: createRegistry({ guard, clock: systemClock }),
    octokit: makeOctokit(line, {
      scope: { key: 'terminal' },
      token: token === undefined ? undefined : async () => token,
    }),
    hasToken: token !== undefined,
    server: settings.GITHUB_URL,
    [Symbol.asyncDispose]: () => guard.close(),
  };
}

/** A command asks a handful of questions and ends: it has nobody to share GitHub's limits with. */
const UNSHARED = { take: async () => 0, close: async () => {} };

function readSettings(variables: Readonly<Record<string, string | undefined>>) {
  const parsed = SETTINGS.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RingmasterError('settings-invalid', `the environment is wrong: ${problems.join('; ')}`);
}
