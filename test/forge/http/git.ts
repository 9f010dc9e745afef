import { type Identity, identify } from '../access/identity.ts';
import { Refusal } from '../access/refusal.ts';
import { canSee, demandRead, mayWrite } from '../access/rights.ts';
import { afterMove } from '../actions/push.ts';
import { CONTENTS } from '../actions/refs.ts';
import { askBackend } from '../git/http-backend.ts';
import type { Context, Site } from '../site.ts';
import type { Repository } from '../world/repositories.ts';
import type { Arrival } from './desk.ts';
import type { Answer } from './route.ts';

const PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** A request of git's smart HTTP protocol. */
export interface GitRequest {
  readonly owner: string;
  readonly name: string;
  readonly path: string;
  readonly isPush: boolean;
}

/** What a git client wants; undefined where it is no git client. */
export function readGit({ path, query }: Arrival): GitRequest | undefined {
  const [, owner, name, rest] = PATH.exec(path) ?? [];
  if (owner === undefined || name === undefined || rest === undefined) return undefined;
  const service = rest === '/info/refs' ? query.get('service') : rest.slice(1);
  return { owner, name, path: rest, isPush: service === 'git-receive-pack' };
}

/** Who a git client is. Git asks its user for a password only where it is told to. */
export function identifyGit(site: Site, { headers }: Arrival): Identity {
  try {
    return identify(site.world, headers.authorization, site.now());
  } catch (error) {
    throw error instanceof Refusal && error.status === 401
      ? askingForPassword('Invalid username or token.')
      : error;
  }
}

/** Serves a clone, fetch or push, and does after a push what follows from it. */
export async function answerGit(
  context: Context,
  arrival: Arrival,
  wanted: GitRequest,
): Promise<Answer> {
  const { site, identity } = context;
  const repository = checkedRepository(context, wanted);
  const git = site.git(repository);
  const ask = () =>
    askBackend({
      directory: git.directory,
      method: arrival.method,
      path: wanted.path,
      query: arrival.query.toString(),
      headers: arrival.headers,
      body: arrival.body,
      user: wanted.isPush && 'account' in identity ? identity.account.login : undefined,
    });
  if (wanted.path !== '/git-receive-pack') return ask();
  const { answer, changes } = await git.lock.run(async () => {
    const answered = await ask();
    const found = await git.changesOnDisk();
    git.refs.record(found, site.now());
    return { answer: answered, changes: found };
  });
  await afterMove(context, repository, changes);
  return answer;
}

function checkedRepository(context: Context, { owner, name, isPush }: GitRequest): Repository {
  const { site, identity } = context;
  const found = site.world.repositoryNamed(owner, name);
  const isNobody = identity.kind === 'nobody';
  if (found === undefined || !canSee(context, found)) {
    throw isNobody
      ? askingForPassword('Repository not found.')
      : new Refusal(404, 'Repository not found.');
  }
  if (isNobody && isPush) throw askingForPassword('Authentication required.');
  demandRead(context, found, ['contents']);
  if (isPush && !mayWrite(context, found, CONTENTS)) {
    const who = 'account' in identity ? identity.account.login : 'nobody';
    throw new Refusal(403, `Permission to ${owner}/${name}.git denied to ${who}.`);
  }
  return found;
}

function askingForPassword(message: string): Refusal {
  return new Refusal(401, message, { headers: { 'www-authenticate': 'Basic realm="GitHub"' } });
}
