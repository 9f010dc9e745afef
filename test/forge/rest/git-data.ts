import { z } from 'zod';
import { notFound, Refusal, unprocessable } from '../access/refusal.ts';
import { actor, demandWrite } from '../access/rights.ts';
import { stampOf } from '../actions/commit-files.ts';
import { CONTENTS, createRef, deleteRef, updateRef } from '../actions/refs.ts';
import { tagContent, writeObject } from '../git/write-object.ts';
import {
  type Answer,
  created,
  DONE,
  ok,
  param,
  type RepositoryCall,
  type Route,
  readBody,
  repositoryRoute,
} from '../http/route.ts';
import { gitCommitJson, refJson, tagJson } from '../json/git.ts';
import { repositoryUrl } from '../json/repository.ts';
import { nodeId } from '../world/node-id.ts';
import { rawAnswer, wrapped } from './contents.ts';
import { treeAnswer } from './trees.ts';

const NEW_REF = z.object({ ref: z.string(), sha: z.string() });
const MOVED_REF = z.object({ sha: z.string(), force: z.boolean().default(false) });
const NEW_TAG = z.object({
  tag: z.string(),
  message: z.string(),
  object: z.string(),
  type: z.enum(['commit', 'tree', 'blob']),
  tagger: z.object({ name: z.string(), email: z.string(), date: z.string().optional() }).optional(),
});

const READS = { reads: ['contents'] };
/** GitHub refuses blobs beyond this size. */
const LARGEST_BLOB = 100 * 1024 * 1024;

/** Refs, tags, commits, trees and blobs as git has them. */
export const gitDataRoutes: readonly Route[] = [
  repositoryRoute('GET /repos/{owner}/{repo}/git/ref/{ref}', (call) => getRef(call), READS),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
    async (call) => {
      const refs = call.site.git(call.repository).refs;
      const found = refs.matching(`refs/${param(call, 'ref')}`, call.asOf);
      return ok(await Promise.all(found.map(([name, oid]) => refJson(call, name, oid))));
    },
    READS,
  ),

  repositoryRoute('POST /repos/{owner}/{repo}/git/refs', async (call) => {
    const { ref, sha } = readBody(call, NEW_REF);
    await createRef(call, call.repository, { name: ref, oid: sha });
    return created(await refJson(call, ref, sha));
  }),

  repositoryRoute('PATCH /repos/{owner}/{repo}/git/refs/{ref}', async (call) => {
    const { sha, force } = readBody(call, MOVED_REF);
    const name = refNamed(call);
    await updateRef(call, call.repository, { name, oid: sha, force });
    return ok(await refJson(call, name, sha));
  }),

  repositoryRoute('DELETE /repos/{owner}/{repo}/git/refs/{ref}', async (call) => {
    await deleteRef(call, call.repository, refNamed(call));
    return DONE;
  }),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/git/tags/{tag_sha}',
    async (call) => {
      const tag = await call.site.git(call.repository).tag(param(call, 'tag_sha'));
      if (tag === undefined) throw notFound();
      return ok(await tagJson(call, tag));
    },
    READS,
  ),

  repositoryRoute('POST /repos/{owner}/{repo}/git/tags', (call) => postTag(call)),

  repositoryRoute(
    'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    async (call) => {
      const commit = await call.site.git(call.repository).commit(param(call, 'commit_sha'));
      if (commit === undefined) throw notFound();
      return ok(await gitCommitJson(call, commit));
    },
    READS,
  ),

  repositoryRoute('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', treeAnswer, {
    ...READS,
    heeds: ['recursive'],
  }),

  repositoryRoute('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', (call) => getBlob(call), READS),
];

async function getRef(call: RepositoryCall): Promise<Answer> {
  const name = refNamed(call);
  const oid = call.site.git(call.repository).refs.get(name, call.asOf);
  if (oid === undefined) throw notFound();
  return ok(await refJson(call, name, oid));
}

function refNamed(call: RepositoryCall): string {
  return `refs/${param(call, 'ref')}`;
}

/** Makes the tag's object; it is seen by nobody until a ref points to it. */
async function postTag(call: RepositoryCall): Promise<Answer> {
  const { site, repository } = call;
  demandWrite(call, repository, CONTENTS);
  const { tag: name, message, object, type, tagger } = readBody(call, NEW_TAG);
  const git = site.git(repository);
  if ((await git.object(object))?.type !== type) {
    throw unprocessable('Object does not exist, or is of another type');
  }
  const now = site.now();
  const stamp =
    tagger === undefined
      ? stampOf(actor(call), now)
      : { ...tagger, date: tagger.date === undefined ? now : Date.parse(tagger.date) };
  // git ends a tag's message with a newline, and so its name stays the one git would give.
  const text = message.endsWith('\n') ? message : `${message}\n`;
  const content = tagContent({ object, type, name, tagger: stamp, message: text });
  const oid = await writeObject(git.directory, 'tag', Buffer.from(content));
  const tag = await git.tag(oid);
  if (tag === undefined) throw new Error('the new tag is not there');
  return created(await tagJson(call, tag));
}

async function getBlob(call: RepositoryCall): Promise<Answer> {
  const { site, repository, accept } = call;
  const sha = param(call, 'file_sha');
  const git = site.git(repository);
  const size = (await git.info(sha))?.size ?? 0;
  if (size > LARGEST_BLOB) throw new Refusal(403, 'This API returns blobs up to 100 MB in size.');
  const blob = await git.object(sha);
  if (blob?.type !== 'blob') throw notFound();
  if (accept.includes('raw')) return rawAnswer(blob.content);
  return ok({
    sha,
    node_id: nodeId('Blob', repository.id, sha),
    size: blob.size,
    url: `${repositoryUrl(site, repository)}/git/blobs/${sha}`,
    content: wrapped(blob.content.toString('base64')),
    encoding: 'base64',
  });
}
