import { GraphqlResponseError } from '@octokit/graphql';
import { z } from 'zod';
import type { Person, Repository } from '../../domain/release.ts';
import type { Role } from '../../domain/rights.ts';
import { foldLogin, isLogin } from '../../people/login.ts';
import type { People } from '../../plugin/forge.ts';
import { asking } from './failures.ts';
import type { Octokit } from './octokit.ts';

const ROLES: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

/** Reads who somebody is, what they may do here, and which keys they sign with. */
export function githubPeople(octokit: Octokit, { owner, name: repo }: Repository): People {
  const known = new Map<string, Person>();
  return {
    async byLogin(logins) {
      const wanted = [...new Set(logins.filter(isLogin).map(foldLogin))];
      const unknown = wanted.filter((login) => !known.has(login));
      for (const person of await lookUp(octokit, unknown))
        known.set(foldLogin(person.login), person);
      return wanted.flatMap((login) => known.get(login) ?? []);
    },

    async role(login) {
      const { data } = await asking(`reading the role of ${login}`, 'read', () =>
        octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }),
      );
      return (
        ROLES.find((role) => role === data.role_name) ??
        ROLES.find((role) => role === data.permission) ??
        'none'
      );
    },

    async signingKeys(login) {
      const keys = await asking(`reading the keys of ${login}`, 'read', () =>
        octokit.paginate(octokit.rest.users.listGpgKeysForUser, { username: login, per_page: 100 }),
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
  return Object.values(PEOPLE.parse(answer)).flatMap((found) =>
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
