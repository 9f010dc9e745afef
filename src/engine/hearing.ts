import type { CommentHeard } from '../domain/journal.ts';
import { code, type Prose, say } from '../domain/prose.ts';
import { includes } from '../domain/signoff.ts';
import { authorize, type Standing } from '../people/authorize.ts';
import type { Answer, Call, Command, Deed, Standpoint } from '../plugin/command.ts';
import type { Face } from '../plugin/forge.ts';
import { type CommandLine, commandLines } from '../speech/command-lines.ts';
import { nearest } from '../speech/nearest.ts';
import { parseSentence } from '../speech/sentence.ts';
import { isWordOfOthers } from '../speech/words-of-others.ts';

/** More commands than this in one comment are not read. */
const MOST = 10;

/** What one line of a comment asks for, judged. */
export interface Heard {
  readonly line: number;
  readonly deeds: readonly Deed[];
  readonly answer: Answer;
}

export interface HearingContext {
  readonly commands: ReadonlyMap<string, Command>;
  readonly standing: Standing;
  /** Undefined outside of a tracking issue. */
  readonly at: Standpoint | undefined;
}

/**
 * Reads the commands of a comment, in order. The first that is refused or not
 * understood stops the rest, and however often it says so, it cuts one candidate.
 * What is no command of ours is passed over without a word: other bots live here
 * too.
 */
export async function hear(
  comment: CommentHeard,
  context: HearingContext,
): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  for (const line of commandLines(comment.body).slice(0, MOST)) {
    const one = await hearLine(line, comment, context);
    if (one === undefined || (cuts(one) && heard.some(cuts))) continue;
    heard.push(one);
    if (one.deeds.length === 0) break;
  }
  return heard;
}

function cuts({ deeds }: Heard): boolean {
  return deeds.some((deed) => deed.do === 'cut');
}

async function hearLine(
  { line, name, rest }: CommandLine,
  comment: CommentHeard,
  context: HearingContext,
): Promise<Heard | undefined> {
  const command = commandNamed(name, context.commands);
  if (command === undefined) return notUnderstood({ line, name, rest }, context);
  const run = runnerOf(command, context.at);
  if (run === undefined) return undefined;
  const call: Call = {
    ...{ comment, name, rest },
    sentence: parseSentence(rest, command.keywords ?? []),
    isMember: includes(context.standing.members, comment.author),
  };
  const refusal = await refusalFor(command, call, context);
  if (refusal !== undefined) return { line, deeds: [], answer: { face: '-1', reply: refusal } };
  return { line, ...(await run(call)) };
}

/** Undefined where the command is not understood. */
function runnerOf(command: Command, at: Standpoint | undefined) {
  if (command.where === 'anywhere') return (call: Call) => command.run(call, at);
  return at === undefined ? undefined : (call: Call) => command.run(call, at);
}

function commandNamed(name: string, commands: ReadonlyMap<string, Command>): Command | undefined {
  return commands.get(name) ?? commands.values().find(({ aliases = [] }) => aliases.includes(name));
}

async function refusalFor(
  { who }: Command,
  call: Call,
  { standing, at }: HearingContext,
): Promise<Prose | undefined> {
  const right = typeof who === 'function' ? who(call, at) : who;
  const permission = await authorize(call.comment.author, right, standing);
  return permission.allowed ? undefined : permission.because;
}

/** A word close to one of ours, on an issue of ours, is answered; any other may be meant for somebody else. */
function notUnderstood(
  { line, name, rest }: CommandLine,
  { commands, at }: HearingContext,
): Heard | undefined {
  if (at === undefined || name.length < 4 || isWordOfOthers(name)) return undefined;
  const known = [...commands.values()].flatMap(({ name: own, aliases = [] }) => [own, ...aliases]);
  const meant = nearest(name, known);
  if (meant === undefined) return undefined;
  const corrected = `/${meant} ${rest}`.trim();
  const reply = say`${code(`/${name}`)} is not understood. Did you mean ${code(corrected)}? ${code('/release help')} lists what is.`;
  return { line, deeds: [], answer: { face: 'confused', reply } };
}

/** The face for a whole comment: the worst of its lines. */
export function faceOf(heard: readonly Heard[]): Face | undefined {
  const faces = heard.map(({ answer }) => answer.face);
  return FACES.find((face) => faces.includes(face));
}

const FACES: readonly Face[] = ['-1', 'confused', 'rocket', 'eyes', '+1'];
