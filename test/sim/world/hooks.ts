import type { Account, RepositoryState } from './state.ts';

/** A webhook that GitHub would send to the App; the body is its payload as JSON. */
export interface Hook {
  readonly guid: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly moment: number;
  /** `owner/name` */
  readonly repository: string;
}

/** An event's own words, with what every payload of a repository's webhook carries. */
export function payloadOf(
  { id, owner, name, installation, defaultBranch }: RepositoryState,
  sender: Account,
  payload: Readonly<Record<string, unknown>>,
): Hook['payload'] {
  return {
    ...payload,
    repository: {
      id,
      name,
      full_name: `${owner}/${name}`,
      owner: { login: owner, type: 'Organization' },
      private: false,
      default_branch: defaultBranch,
    },
    installation: { id: installation },
    sender: accountJson(sender),
  };
}

/** Somebody, as webhooks name people. */
export function accountJson({ id, login, type }: Account) {
  return { id, login, type };
}
