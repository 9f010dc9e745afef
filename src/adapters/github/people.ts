import { GraphqlResponseError } from '@octokit/graphql';
import { z } from 'zod';
import { RingmasterError } from '../../domain/errors.ts';
import { foldLogin, isLogin } from '../../domain/login.ts';
import type { Person, Repository } from '../../domain/release.ts';
import type { Role } from '../../domain/rights.ts';
import type { People } from '../../plugin/forge.ts';
import { Recent } from '../recent.ts';
import { asking, askingFor } from './failures.ts';
import type { Octokit } from './octokit.ts';
import { everyPage } from './paging.ts';

const ROLES: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

/** How many people are remembered of one repository. */
const PEOPLE_ROOM = 1000;

/** Reads who somebody is, what they may do here, and which keys they sign with. */
export function githubPeople(octokit: Octokit, { owner, name: repo }: Repository): People {
  const known = new Recent<Person>(PEOPLE_ROOM);
  return {
    async byLogin(logins) {
      const wanted = [...new Set(logins.filter(isLogin).map(foldLogin))];
      const found = new Map<string, Person>();
      for (const login of wanted) {
        const person = known.get(login);
        if (person !== undefined) found.set(login, person);
      }
      const unknown = wanted.filter((login) => !found.has(login));
      for (const person of await lookUp(octokit, unknown)) {
        const login = foldLogin(person.login);
        known.set(login, person);
        found.set(login, person);
      }
      return wanted.flatMap((login) => found.get(login) ?? []);
    },

    async role(login) {
      // Whoever is gone, or is called otherwise by now, may do nothing.
      const found = await askingFor(`reading the role of ${login}`, () =>
        octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }),
      );
      const { role_name: name, permission } = found?.data ?? {};
      return (
        ROLES.find((role) => role === name) ?? ROLES.find((role) => role === permission) ?? 'none'
      );
    },

    async signingKeys(login) {
      const keys = await asking(`reading the keys of ${login}`, 'read', () =>
        everyPage(
          (page) => octokit.rest.users.listGpgKeysForUser({ username: login, per_page: 100, page }),
          ({ id }) => id,
        ),
      );
      return { openpgp: keys.flatMap(({ raw_key: armored }) => armored ?? []) };
    },
  };
}

/** Several people in one request. */
async function lookUp(octokit: Octokit, logins: readonly string[]): Promise<readonly Person[]> {
  if (logins.length === 0) return [];
  const fields = logins.map(
    (login, index) => `u${index}: user(login: "${login}") { login databaseId }`,
  );
  const answer = await asking('reading people', 'read', () =>
    exceptMissing(octokit.graphql(`query People { ${fields.join(' ')} }`)),
  );
  const people = PEOPLE.safeParse(answer);
  if (!people.success)
    throw new RingmasterError('outside-garbled', 'GitHub names people otherwise');
  return Object.values(people.data).flatMap((found) =>
    found === null ? [] : [{ id: found.databaseId, login: found.login }],
  );
}

/** For a login that nobody has, GraphQL answers null and an error beside the other answers. */
async function exceptMissing(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error;
    const errors: readonly { readonly type?: string }[] = error.errors ?? [];
    if (errors.some(({ type }) => type !== 'NOT_FOUND')) throw error;
    return error.data;
  }
}

const PEOPLE = z.record(
  z.string(),
  z.object({ login: z.string(), databaseId: z.int() }).nullable(),
);
