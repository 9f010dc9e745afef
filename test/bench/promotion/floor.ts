import { request } from 'undici';
import { z } from 'zod';
import {
  PROPOSAL,
  PROPOSAL_QUERY,
  PROPOSE_NEW,
} from '../../../src/adapters/github/proposal-documents.ts';
import { HEAD, type Order, TARGET } from './order.ts';
import { serveOrders } from './serve-orders.ts';

/** The same requests with the same payloads, and nothing else: what is in them was made beforehand. */
serveOrders(async (order: Order) => {
  const { branch, path, title, body, content, atOnce } = order;
  const contents = Buffer.from(content).toString('base64');
  const begun = performance.now();
  const early = atOnce ? ask(order, 'GET', `/repos/kubernetes/k8s.io/contents/${path}`) : undefined;
  const { base, head } = await prepare(order);
  const { file } = base;
  if (early !== undefined) await early;
  else if (file?.isTruncated)
    await ask(order, 'GET', `/repos/kubernetes/k8s.io/git/blobs/${file.oid}`);
  const oid = base.defaultBranchRef.target.oid;
  await graphql(order, PROPOSE_NEW, {
    ref: { repositoryId: head.id, name: `refs/heads/${branch}`, oid },
    commit: {
      branch: { repositoryNameWithOwner: `${HEAD.owner}/${HEAD.name}`, branchName: branch },
      message: { headline: title },
      fileChanges: { additions: [{ path, contents }] },
      expectedHeadOid: oid,
    },
    pull: {
      repositoryId: base.id,
      baseRefName: base.defaultBranchRef.name,
      headRefName: branch,
      headRepositoryId: head.id,
      title,
      body,
    },
  });
  return performance.now() - begun;
});

async function prepare(order: Order) {
  const { branch, path } = order;
  const variables = {
    ...TARGET,
    headOwner: HEAD.owner,
    headName: HEAD.name,
    branch,
    headBranch: `refs/heads/${branch}`,
    basePath: `HEAD:${path}`,
    headPath: `${branch}:${path}`,
  };
  return PROPOSAL.parse(await graphql(order, PROPOSAL_QUERY, variables));
}

async function graphql(order: Order, query: string, variables: object): Promise<unknown> {
  const text = await ask(order, 'POST', '/graphql', JSON.stringify({ query, variables }));
  const { data, errors } = ANSWER.parse(JSON.parse(text));
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

const ANSWER = z.object({ data: z.unknown(), errors: z.unknown().optional() });

async function ask(
  { api, token }: Order,
  method: 'GET' | 'POST',
  path: string,
  body?: string,
): Promise<string> {
  const answer = await request(`${api}${path}`, {
    method,
    headers: {
      authorization: `token ${token}`,
      'user-agent': 'bench',
      accept: path.includes('/contents/')
        ? 'application/vnd.github.raw+json'
        : 'application/vnd.github+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return text;
}
