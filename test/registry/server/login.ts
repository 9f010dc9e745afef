import { randomUUID } from 'node:crypto';
import { type Answer, type Call, json, plain, problem } from './answer.ts';

/** Who may come in. `users` are names and their passwords. */
export type LoginRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly users: Readonly<Record<string, string>> }
  | {
      readonly kind: 'bearer';
      readonly users: Readonly<Record<string, string>>;
      /** For how many seconds the server says that a token is good; 300 by default. */
      readonly lifetime?: number;
      /** The address of the token server as the challenge names it; by default this server's `/token`. */
      readonly realm?: string;
    };

/** What a request is about to do to which repository. No path: it only knocks at `/v2/`. */
export interface Attempt {
  readonly path?: string;
  readonly action: 'pull' | 'push';
}

/** The door of a registry. */
export interface Door {
  /** The refusal; undefined where the caller may come in. */
  refusal(call: Call, attempt: Attempt): Answer | undefined;
  /** The token server's answer. */
  token(call: Call): Answer;
  /** No token handed out so far is good any longer. */
  revokeTokens(): void;
}

/** Builds a door. With `anonymousRead` nobody has to log in to pull. */
export function createDoor(rule: LoginRule, anonymousRead: boolean): Door {
  const tokens = new Map<string, readonly string[]>();
  const users = rule.kind === 'none' ? {} : rule.users;

  function mayEnter(call: Call, { path, action }: Attempt): boolean {
    if (rule.kind === 'none') return true;
    if (rule.kind === 'basic') {
      return userOf(call, users) !== undefined || (anonymousRead && isPull(path, action));
    }
    const scopes = tokens.get(call.headers.authorization ?? '');
    if (scopes === undefined || path === undefined) return scopes !== undefined;
    return scopes.some((scope) => grants(scope, path, action));
  }

  function refusal(call: Call, attempt: Attempt): Answer | undefined {
    if (mayEnter(call, attempt)) return undefined;
    const answer = problem(401, 'UNAUTHORIZED', 'authentication required');
    return {
      ...answer,
      headers: { ...answer.headers, 'www-authenticate': challenge(call, attempt) },
    };
  }

  function challenge({ headers }: Call, { path, action }: Attempt): string {
    if (rule.kind !== 'bearer') return 'Basic realm="stand-in"';
    const realm = rule.realm ?? `http://${headers.host}/token`;
    const actions = action === 'push' ? 'pull,push' : 'pull';
    const scope = path === undefined ? '' : `,scope="repository:${path}:${actions}"`;
    return `Bearer realm="${realm}",service="stand-in"${scope}`;
  }

  function token(call: Call): Answer {
    if (rule.kind !== 'bearer') return plain(404);
    const isKnown = userOf(call, users) !== undefined;
    if (call.headers.authorization !== undefined && !isKnown) {
      return problem(401, 'UNAUTHORIZED', 'wrong name or password');
    }
    const asked = call.url.searchParams.getAll('scope').flatMap((text) => text.split(' '));
    const text = randomUUID();
    tokens.set(`Bearer ${text}`, isKnown ? asked : asked.flatMap((scope) => publicPart(scope)));
    return json(200, { token: text, expires_in: rule.lifetime ?? 300 });
  }

  function publicPart(scope: string): string[] {
    return anonymousRead ? [scope.replace(/:[^:]*$/, ':pull')] : [];
  }

  return { refusal, token, revokeTokens: () => tokens.clear() };
}

function isPull(path: string | undefined, action: Attempt['action']): boolean {
  return path !== undefined && action === 'pull';
}

function grants(scope: string, path: string, action: string): boolean {
  const [type, granted, actions = ''] = scope.split(':');
  return type === 'repository' && granted === path && actions.split(',').includes(action);
}

function userOf({ headers }: Call, users: Readonly<Record<string, string>>): string | undefined {
  const [scheme, value = ''] = (headers.authorization ?? '').split(' ');
  if (scheme !== 'Basic') return undefined;
  const [name = '', ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return Object.hasOwn(users, name) && users[name] === rest.join(':') ? name : undefined;
}
