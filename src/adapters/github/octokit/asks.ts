import type { Ask, Priority } from '../governor/ask.ts';

/** A request as Octokit is about to send it. */
export interface Planned {
  readonly method: string;
  /** A template, or the address of a further page. */
  readonly url: string;
  /** The document, if it is a GraphQL request. */
  readonly query?: unknown;
  /** Ours, for whoever asks: `priority: 'cosmetic'` for what can wait. */
  readonly request?: Readonly<Record<string, unknown>>;
}

/** What a request asks of GitHub. */
export function askOf(planned: Planned): Ask {
  const { method, url, query } = planned;
  if (url.endsWith('/graphql')) {
    const document = String(query);
    const intent = QUERY.test(document) ? 'read' : 'write';
    return { intent, priority: 'card', creates: document.match(CREATING_FIELDS)?.length ?? 0 };
  }
  // A new token changes nothing: asking once more is harmless.
  const isRead = method === 'GET' || method === 'HEAD' || url.endsWith('/access_tokens');
  const creates = method === 'POST' && CREATING_ROUTE.test(url) ? 1 : 0;
  return { intent: isRead ? 'read' : 'write', priority: priorityOf(planned), creates };
}

const QUERY = /^\s*query\b/;

// What GitHub counts as content: its limit on it is far lower than the others.
const CREATING_FIELDS = /\b(?:createPullRequest|createIssue|addComment)\(/g;
const CREATING_ROUTE = /\/repos\/[^/]+\/[^/]+\/(?:issues|pulls|releases|issues\/[^/]+\/comments)$/;

const COMMENT = /\/comments$/;
const REACTION = /\/reactions$/;

function priorityOf({ method, url, request }: Planned): Priority {
  if (request?.priority === 'cosmetic' || REACTION.test(url)) return 'cosmetic';
  return method === 'POST' && COMMENT.test(url) ? 'reply' : 'card';
}
