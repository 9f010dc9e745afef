import type { History } from '../domain/history.ts';
import type { CommentHeard } from '../domain/journal.ts';
import { after } from '../domain/time.ts';
import type { Deed } from '../plugin/command.ts';
import type { Face } from '../plugin/forge.ts';
import { faceOf, type Heard } from './hearing.ts';

const HOUR = 3_600_000;

/** So many comments of one person with commands are answered in an hour. */
const MOST = 30;

/**
 * How somebody is answered who says very much. `last`: by a face that says so, once.
 * `none`: not at all; what was meant counts however often it is said.
 */
export type Restraint = 'as usual' | 'last' | 'none';

export function restraintFor(
  { spoken }: Pick<History, 'spoken'>,
  { author, at }: CommentHeard,
): Restraint {
  const since = after(at, -HOUR);
  const { length } = spoken.get(author.id)?.filter((each) => each > since) ?? [];
  if (length < MOST) return 'as usual';
  return length === MOST ? 'last' : 'none';
}

/** What is left of a comment. */
export function restrained(heard: readonly Heard[], restraint: Restraint): readonly Heard[] {
  if (restraint === 'as usual') return heard;
  const quiet = heard.map(withoutAnswer);
  return restraint === 'last' ? quiet : quiet.filter(({ deeds }) => deeds.length > 0);
}

/** The face under it. */
export function faceFor(heard: readonly Heard[], restraint: Restraint): Face | undefined {
  if (restraint === 'as usual') return faceOf(heard);
  return restraint === 'last' ? 'confused' : undefined;
}

function withoutAnswer({ line, deeds, answer: { face } }: Heard): Heard {
  return { line, deeds: deeds.filter((deed) => !isAnswer(deed)), answer: { face } };
}

/** Whether it brings nothing but words of ours, or another look. */
function isAnswer({ do: what }: Deed): boolean {
  return what === 'help' || what === 'open' || what === 'look';
}
