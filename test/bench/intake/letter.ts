import { createHmac } from 'node:crypto';
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };

/** The secret that every server of the bench knows. */
export const SECRET = 'the secret of this bench';

export const PATH = '/webhooks/github';

/** Where a delivery id goes in a request; as long as one. */
export const ID_PLACE = 'id-id-id-id-id-id-id-id-id-id-id-id-';

/** GitHub's example of a comment on an issue, 12,672 bytes. */
export function exampleBody(): string {
  const found = examples.find(({ name }) => name === 'issue_comment')?.examples[0];
  if (found === undefined) throw new Error('there is no example of a comment');
  return JSON.stringify(found);
}

/** A whole signed request; only its delivery id is missing. */
export function requestOf(body: string): Buffer {
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const lines = [
    `POST ${PATH} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: GitHub-Hookshot/bench',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-GitHub-Event: issue_comment',
    `X-GitHub-Delivery: ${ID_PLACE}`,
    `X-Hub-Signature-256: sha256=${signature}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
