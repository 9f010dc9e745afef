import type { Decision } from '../domain/decide.ts';
import type { History } from '../domain/history.ts';
import type { CommentHeard } from '../domain/journal.ts';
import type { Objection } from '../domain/objection.ts';
import type { Process } from '../domain/process.ts';
import type { Prose } from '../domain/prose.ts';
import type { Right } from '../domain/rights.ts';
import type { Signoff } from '../domain/signoff.ts';
import type { Instant } from '../domain/time.ts';
import type { Keyword, Sentence } from '../speech/sentence.ts';
import type { Face } from './forge.ts';

/** What is kept as somebody's word, and does nothing else. */
export type Word =
  | {
      readonly do: 'sign';
      readonly step: string;
      readonly choice: Signoff['choice'];
      readonly note: string | undefined;
      /** For `confirm`: the facts that are confirmed. Else the candidate's own are named. */
      readonly facts?: Readonly<Record<string, string>>;
    }
  | {
      readonly do: 'object';
      readonly kind: Objection['kind'];
      readonly words: string | undefined;
    }
  | { readonly do: 'lift'; readonly objection: string; readonly note: string | undefined }
  | {
      readonly do: 'waive';
      readonly step: string;
      readonly until: Instant;
      readonly reason: string;
    }
  | { readonly do: 'unwaive'; readonly waiver: string };

/** What a command asks the engine to do; the command itself touches nothing. */
export type Deed =
  | Word
  | { readonly do: 'open'; readonly versions: readonly string[] }
  | { readonly do: 'cut'; readonly from: string | undefined }
  /** Try again what the outside refused. */
  | { readonly do: 'retry' }
  /** Look at everything again, now. */
  | { readonly do: 'look' }
  /** Answer with what can be said here, and who may say it. */
  | { readonly do: 'help' };

export interface Answer {
  readonly face: Face;
  readonly reply?: Prose;
}

export interface CommandResult {
  readonly deeds: readonly Deed[];
  readonly answer: Answer;
}

/** What was said, taken apart. */
export interface Call {
  readonly comment: CommentHeard;
  readonly name: string;
  readonly rest: string;
  readonly sentence: Sentence;
  /** Whether the speaker is in a group of the process, as it stands now. */
  readonly isMember: boolean;
}

/** The release that a command speaks about, as it stands. */
export interface Standpoint {
  readonly history: History;
  readonly process: Process;
  readonly decision: Decision;
}

interface Description {
  /** The file's name, and the word behind the slash. */
  readonly name: string;
  /** Other words for the same command, such as `remove-lgtm`. */
  readonly aliases?: readonly string[];
  /** Who may give it; a command with several forms says so for each. */
  readonly who: Right | ((call: Call, at: Standpoint | undefined) => Right);
  readonly keywords?: readonly Keyword[];
  /** Ways to write it, each with what it does. */
  readonly usage: readonly { readonly line: string; readonly effect: string }[];
}

type Result = CommandResult | Promise<CommandResult>;

/** A command that is understood on a tracking issue only. */
interface OnTrackingIssue extends Description {
  readonly where: 'tracking issue';
  run(call: Call, at: Standpoint): Result;
}

/** One that is understood anywhere in the repository; elsewhere no release stands behind it. */
interface Anywhere extends Description {
  readonly where: 'anywhere';
  run(call: Call, at: Standpoint | undefined): Result;
}

export type CommandDefinition = OnTrackingIssue | Anywhere;

export type Command = CommandDefinition & { readonly kind: 'command' };

export function defineCommand(definition: CommandDefinition): Command {
  return { ...definition, kind: 'command' };
}

/** Understood and done; the reply says what else there is to know. */
export function did(deeds: readonly Deed[], face: Face = '+1', reply?: Prose): CommandResult {
  return { deeds, answer: reply === undefined ? { face } : { face, reply } };
}

/** Understood, but it cannot be done now; the reply says what is in the way. */
export function refused(reply: Prose, face: Face = 'confused'): CommandResult {
  return { deeds: [], answer: { face, reply } };
}
