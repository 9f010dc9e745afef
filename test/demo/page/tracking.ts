import type { CommentSeen, Scene, Thread } from '../../stage/scene.ts';

/** A ring as the task list of the tracking issue shows it. */
export interface RingMark {
  readonly name: string;
  readonly isDone: boolean;
}

/** What the tracking issue says, read as a person reads it: from its words alone. */
export interface Tracking {
  readonly thread: Thread;
  readonly rings: readonly RingMark[];
  /** What is to be done next, as a word and Markdown; undefined once the release is over. */
  readonly callout: Callout | undefined;
  /** Who cut the candidate; what they say does not count towards it. */
  readonly cutBy: string | undefined;
  /** The comment that shows the ring that was opened last. */
  readonly card: CommentSeen | undefined;
}

interface Callout {
  readonly kind: string;
  /** `Blocked`, `Next` or `Running`. */
  readonly word: string;
  readonly text: string;
}

/** The release that is under way, or the last one. */
export function trackingIn({ threads }: Scene): Tracking | undefined {
  const thread = threads.findLast(isTracking);
  return thread === undefined ? undefined : readTracking(thread);
}

/** Whether an issue tracks a release. Anybody can write the marks of our block; nobody else can write a card. */
export function isTracking({ body, comments }: Thread): boolean {
  return body.includes('<!-- ringmaster:begin -->') && comments.some(isCard);
}

function isCard({ author, body }: CommentSeen): boolean {
  return author === 'ringmaster[bot]' && body.includes('\n### Ring ');
}

function readTracking(thread: Thread): Tracking {
  const { body, comments } = thread;
  const cut = comments.findLast(
    ({ body: said, faces }) => /^\/rc\b/.test(said) && faces.includes('🚀'),
  );
  return {
    thread,
    rings: [...body.matchAll(/^- \[([ x])\] \*\*(.+?)\*\* — /gm)].map(([, mark, name = '']) => ({
      name,
      isDone: mark === 'x',
    })),
    callout: calloutIn(body),
    card: comments.findLast(isCard),
    cutBy: cut?.author ?? /^Opened by \[([\w-]+)\]/m.exec(body)?.[1],
  };
}

function calloutIn(body: string): Callout | undefined {
  const [, kind = '', quoted] = /^> \[!(\w+)\]\n((?:>.*\n?)+)/m.exec(body) ?? [];
  if (quoted === undefined) return undefined;
  const lines = quoted.replace(/^> ?/gm, '').trim();
  const [, word = '', text = lines] = /^\*\*(\w+):\*\* ([\s\S]*)$/.exec(lines) ?? [];
  return { kind: kind.toLowerCase(), word, text };
}

/** What stands in the code spans of a Markdown text. */
export function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
