import type { Identity } from '../access/identity.ts';
import type { World } from '../world/world.ts';

/** On whose behalf a request was made, as far as a test may want to know. */
export interface Requester {
  readonly kind: Identity['kind'];
  readonly login: string | undefined;
  /** What an installation's token allows; undefined for anybody else. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
  /** The repositories an installation's token reaches, by name. */
  readonly repositories: readonly string[] | 'all' | undefined;
}

/** One request the forge has answered. */
export interface RequestRecord {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** The OpenAPI operation, `POST /graphql`, `git`, or undefined for what the forge does not know. */
  readonly route: string | undefined;
  /** The root fields of a GraphQL document. */
  readonly operations: readonly string[];
  readonly by: Requester;
  readonly status: number;
  /** How many things it created that GitHub's content limit counts. */
  readonly creations: number;
}

/** Every request answered, oldest first. */
export class Requests {
  readonly all: RequestRecord[] = [];

  add(record: RequestRecord): void {
    this.all.push(record);
  }

  /** Those whose route, GraphQL root field or kind of requester is as given. */
  matching(wanted: {
    readonly route?: string;
    readonly operation?: string;
    readonly kind?: Identity['kind'];
  }): RequestRecord[] {
    return this.all.filter(
      ({ route, operations, by }) =>
        (wanted.route === undefined || wanted.route === route) &&
        (wanted.operation === undefined || operations.includes(wanted.operation)) &&
        (wanted.kind === undefined || wanted.kind === by.kind),
    );
  }

  /** How often each route and each GraphQL root field was asked for. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { route = 'unknown', operations } of this.all) {
      for (const name of operations.length > 0 ? operations : [route]) {
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
    return counts;
  }

  /** How many contents were created in all. */
  get creations(): number {
    return this.all.reduce((sum, { creations }) => sum + creations, 0);
  }

  /** Forgets everything, so that a test can count from here. */
  clear(): void {
    this.all.length = 0;
  }
}

/** An identity as it stands in the log. */
export function requesterOf(world: World, identity: Identity): Requester {
  const { kind } = identity;
  const nothing = { permissions: undefined, repositories: undefined };
  if (identity.kind === 'nobody') return { kind, login: undefined, ...nothing };
  if (identity.kind === 'app') return { kind, login: identity.app.slug, ...nothing };
  const { login } = identity.account;
  if (identity.kind === 'user') return { kind, login, ...nothing };
  const { permissions, repositoryIds } = identity.token;
  const names = (ids: ReadonlySet<number>) =>
    Array.from(ids, (id) => world.repositories.get(id)?.name ?? String(id));
  return {
    kind,
    login,
    permissions,
    repositories: repositoryIds === 'all' ? 'all' : names(repositoryIds),
  };
}
