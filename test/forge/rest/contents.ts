import { z } from 'zod';
import { notFound, Refusal, unprocessable } from '../access/refusal.ts';
import { demandWrite } from '../access/rights.ts';
import { commitFiles } from '../actions/commit-files.ts';
import { CONTENTS } from '../actions/refs.ts';
import type { Stamp } from '../git/objects.ts';
import { type Found, objectAt, resolveCommit } from '../git/revision.ts';
import { isFolder } from '../git/write-object.ts';
import {
  type Answer,
  ok,
  param,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { gitCommitJson } from '../json/git.ts';
import { repositoryPage, repositoryUrl } from '../json/repository.ts';
import type { Json } from '../site.ts';

// "Get repository content": up to 1 MB everything, up to 100 MB raw only, nothing beyond.
const LARGEST_JSON = 1024 * 1024;
const LARGEST_RAW = 100 * 1024 * 1024;

const PERSON = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const FILE = z.object({
  message: z.string(),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
  author: PERSON.optional(),
  committer: PERSON.optional(),
});

/** Files of a repository as it stands at a branch, tag or commit. */
export const contentRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/contents/{path}', (call) => getContents(call), {
    reads: ['contents'],
    heeds: ['ref'],
  }),

  repositoryRoute('PUT /repos/{owner}/{repo}/contents/{path}', (call) => putContents(call)),
];

async function getContents(call: RepositoryCall): Promise<Answer> {
  const { site, repository, query, accept, asOf } = call;
  const git = site.git(repository);
  const path = param(call, 'path').replace(/^\/|\/$/g, '');
  const revision = query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(git, revision, asOf);
  if (commit === undefined) throw notFound(`No commit found for the ref ${revision}`);
  const found = await objectAt(git, commit, path);
  if (found === undefined) throw notFound();
  if (isFolder(found)) return ok(await folderJson(call, { path, revision, oid: found.object.oid }));
  if (accept.includes('raw')) return rawAnswer(found.object.content);
  return ok(fileJson(call, { path, revision, found }));
}

/** A file's bytes. GitHub names a charset whatever they are; Octokit reads text only with one. */
export function rawAnswer(content: Buffer): Answer {
  if (content.length > LARGEST_RAW) {
    throw new Refusal(403, 'This API returns blobs up to 100 MB in size.');
  }
  const headers = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' };
  return { status: 200, body: content, headers };
}

interface Place {
  readonly path: string;
  readonly revision: string;
}

function fileJson(call: RepositoryCall, { path, revision, found }: Place & { found: Found }): Json {
  const { object } = found;
  if (object.size > LARGEST_RAW) {
    throw new Refusal(403, 'This API returns blobs up to 100 MB in size.');
  }
  const isSmall = object.size <= LARGEST_JSON;
  return {
    type: found.mode === '120000' ? 'symlink' : 'file',
    encoding: isSmall ? 'base64' : 'none',
    size: object.size,
    content: isSmall ? wrapped(object.content.toString('base64')) : '',
    ...placeJson(call, { path, revision }, { oid: object.oid, kind: 'blob' }),
    ...(found.mode === '120000' ? { target: object.content.toString() } : {}),
  };
}

async function folderJson(call: RepositoryCall, at: Place & { oid: string }): Promise<Json[]> {
  const git = call.site.git(call.repository);
  const entries = (await git.tree(at.oid)) ?? [];
  return Promise.all(
    entries.map(async (entry) => {
      const path = at.path === '' ? entry.name : `${at.path}/${entry.name}`;
      const folder = isFolder(entry);
      const size = folder ? 0 : ((await git.info(entry.oid))?.size ?? 0);
      const kind = folder ? 'tree' : 'blob';
      return {
        type: folder ? 'dir' : 'file',
        size,
        ...placeJson(call, { path, revision: at.revision }, { oid: entry.oid, kind }),
      };
    }),
  );
}

function placeJson(
  { site, repository }: RepositoryCall,
  { path, revision }: Place,
  { oid, kind }: { oid: string; kind: 'blob' | 'tree' },
): Json {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(site, repository)}/contents/${encoded}?ref=${encodeURIComponent(revision)}`;
  const gitUrl = `${repositoryUrl(site, repository)}/git/${kind}s/${oid}`;
  const html = `${repositoryPage(site, repository)}/${kind}/${revision}/${encoded}`;
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    sha: oid,
    url,
    git_url: gitUrl,
    html_url: html,
    download_url:
      kind === 'blob' ? `${repositoryPage(site, repository)}/raw/${revision}/${encoded}` : null,
    _links: { self: url, git: gitUrl, html },
  };
}

async function putContents(call: RepositoryCall): Promise<Answer> {
  const { site, repository, identity } = call;
  // Rights come first: what is there is nobody's business who may not write.
  demandWrite(call, repository, CONTENTS);
  const input = readBody(call, FILE);
  const { branch = repository.defaultBranch, message } = input;
  const path = param(call, 'path');
  const git = site.git(repository);
  const head = git.refs.get(`refs/heads/${branch}`);
  const before = head === undefined ? undefined : await objectAt(git, head, path);
  checkBlob(input.sha, before);
  const content = Buffer.from(input.content, 'base64');
  const oid = await commitFiles(call, repository, {
    branch,
    message,
    changes: [{ path, content }],
    expectedHead: head,
    author: stampFrom(input.author, site.now()),
    committer: stampFrom(input.committer, site.now()),
    isSigned: identity.kind === 'installation' && input.committer === undefined,
  });
  const [commit, found] = await Promise.all([git.commit(oid), objectAt(git, oid, path)]);
  if (commit === undefined || found === undefined) throw new Error('the new commit is not there');
  const { content: text, encoding, ...file } = fileJson(call, { path, revision: branch, found });
  return {
    status: before === undefined ? 201 : 200,
    body: { content: file, commit: await gitCommitJson({ site, repository }, commit) },
  };
}

function checkBlob(sha: string | undefined, before: Found | undefined): void {
  if (before === undefined && sha === undefined) return;
  if (before !== undefined && sha === undefined) {
    throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.');
  }
  if (before?.object.oid !== sha)
    throw new Refusal(409, `${before?.object.oid ?? 'nothing'} does not match ${sha}`);
}

function stampFrom(person: z.infer<typeof PERSON> | undefined, now: number): Stamp | undefined {
  if (person === undefined) return undefined;
  const { name, email, date } = person;
  return { name, email, date: date === undefined ? now : Date.parse(date) };
}

/** GitHub breaks base64 after 60 characters, and ends it with a newline. */
export function wrapped(base64: string): string {
  return base64.replace(/.{1,60}/g, '$&\n');
}
