/** Every kind of thing that has a node id, with the letters its id begins with on GitHub. */
const PREFIXES = {
  User: 'U',
  Organization: 'O',
  Bot: 'BOT',
  App: 'A',
  Installation: 'MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u',
  Repository: 'R',
  Issue: 'I',
  PullRequest: 'PR',
  IssueComment: 'IC',
  Reaction: 'REA',
  Label: 'LA',
  Release: 'RE',
  StatusContext: 'SC',
  CheckSuite: 'CS',
  CheckRun: 'CR',
  PullRequestReview: 'PRR',
  Ref: 'REF',
  Commit: 'C',
  Tree: 'T',
  Blob: 'B',
  Tag: 'TA',
} as const;

/** A kind of thing that has a node id, by its GraphQL type name. */
export type NodeKind = keyof typeof PREFIXES;

/** What a node id stands for: a number in the world, and for git's things a name in that repository. */
export interface NodeKey {
  readonly kind: NodeKind;
  readonly id: number;
  readonly name: string;
}

/** The node id of a thing. Opaque to clients, who must not read it. */
export function nodeId(kind: NodeKind, id: number, name = ''): string {
  return `${PREFIXES[kind]}_kw${Buffer.from(`${kind}:${id}:${name}`).toString('base64url')}`;
}

/** What a node id stands for; undefined for anything the forge has not made. */
export function readNodeId(text: string): NodeKey | undefined {
  const [, encoded = ''] = /_kw([A-Za-z0-9_-]+)$/.exec(text) ?? [];
  const [, kind = '', digits = '', name = ''] =
    /^(\w+):(\d+):(.*)$/s.exec(Buffer.from(encoded, 'base64url').toString()) ?? [];
  return isNodeKind(kind) ? { kind, id: Number(digits), name } : undefined;
}

function isNodeKind(text: string): text is NodeKind {
  return Object.hasOwn(PREFIXES, text);
}
