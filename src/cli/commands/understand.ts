import type { CommentHeard } from '../../domain/journal.ts';
import type { Right } from '../../domain/rights.ts';
import { hear } from '../../engine/hearing.ts';
import { type Call, type Command, type Deed, did, type Standpoint } from '../../plugin/command.ts';
import { commandLines } from '../../speech/command-lines.ts';
import { lookAlikes } from '../../speech/look-alikes.ts';
import { nearest } from '../../speech/nearest.ts';
import { obstacleInWords, placeOf } from './obstacles.ts';

/** A line of a comment that is a command, or looks like one. */
export type Understood = Meant | Passed;

interface Meant {
  /** Counted from 1. */
  readonly line: number;
  /** The command's word as it was written, with its slash, in lower case. */
  readonly said: string;
  readonly understood: true;
  /** The plug-in whose word it is. */
  readonly command: string;
  readonly words: readonly string[];
  readonly parts: Call['sentence']['parts'];
  readonly note: string;
  readonly who: Right;
  readonly where: Command['where'];
  readonly usage: Command['usage'];
}

interface Passed {
  readonly line: number;
  readonly said: string;
  readonly understood: false;
  readonly because: string;
  readonly place?: string;
  readonly nearest?: string;
}

interface Setting {
  readonly commands: ReadonlyMap<string, Command>;
  /** Whether the comment stands on a tracking issue. */
  readonly isOnIssue: boolean;
}

/** What the engine would make of a comment, line by line, if everybody might say everything. */
export async function understand(body: string, setting: Setting): Promise<readonly Understood[]> {
  const words = wordsOf(setting.commands);
  const { calls, refusedAt } = await rehearse(body, setting);
  const said = commandLines(body).map((each): Understood => {
    const call = calls.get(each.line);
    if (call !== undefined) return meant(each.line, call);
    const because = silenceOf(each, { ...setting, words, refusedAt });
    return {
      line: each.line,
      said: `/${each.name}`,
      understood: false,
      because,
      ...near(each.name, words),
    };
  });
  const unsaid = lookAlikes(body).flatMap((each): readonly Understood[] => {
    const { line, name, obstacle, isBare } = each;
    const hint = near(name, words);
    if (!isBare && !words.has(name) && hint.nearest === undefined) return [];
    const because = obstacleInWords(obstacle);
    return [{ line, said: `/${name}`, understood: false, because, ...placeOf(obstacle), ...hint }];
  });
  return [...said, ...unsaid].toSorted((one, other) => one.line - other.line);
}

interface Recorded {
  readonly call: Call;
  readonly command: Command;
}

/** Has the engine hear the comment, with commands that do nothing but remember that they were called. */
async function rehearse(body: string, { commands, isOnIssue }: Setting) {
  const recorded = new Map<Deed, Recorded>();
  const recorders = [...commands].map(([name, command]): readonly [string, Command] => {
    const run = (call: Call) => {
      const deed: Deed = { do: 'look' };
      recorded.set(deed, { call, command });
      return did([deed]);
    };
    return [name, { ...command, who: 'anyone', run }];
  });
  const heard = await hear(commentOf(body), {
    commands: new Map(recorders),
    standing: { members: [], role: async () => 'none' },
    at: isOnIssue ? SOMEWHERE : undefined,
  });
  const calls = new Map<number, Recorded>();
  for (const { line, deeds } of heard)
    for (const deed of deeds) {
      const found = recorded.get(deed);
      if (found !== undefined) calls.set(line, found);
    }
  return { calls, refusedAt: heard.find(({ deeds }) => deeds.length === 0)?.line };
}

function commentOf(body: string): CommentHeard {
  const author = { id: 1, login: 'alice' };
  const at = '2026-01-01T00:00:00.000Z';
  return { id: 1, issue: 1, author, body, at, change: 'created', by: author };
}

/** Some tracking issue. No command is run, so nobody looks at its release. */
const SOMEWHERE: Standpoint = {
  get history(): never {
    throw new TypeError('no release stands behind a rehearsed command');
  },
  get process(): never {
    throw new TypeError('no process stands behind a rehearsed command');
  },
  get decision(): never {
    throw new TypeError('no decision stands behind a rehearsed command');
  },
};

function meant(line: number, { call, command }: Recorded): Understood {
  const { words, parts } = call.sentence;
  const { name, who, where, usage } = command;
  return {
    ...{ line, said: `/${call.name}`, understood: true, command: name },
    ...{ words, parts, note: call.rest },
    ...{ who: typeof who === 'function' ? who(call, undefined) : who, where, usage },
  };
}

/** Why a command that was said is not heard. */
function silenceOf(
  { line, name }: { readonly line: number; readonly name: string },
  {
    isOnIssue,
    words,
    refusedAt,
  }: Setting & { readonly words: ReadonlySet<string>; readonly refusedAt: number | undefined },
): string {
  if (line === refusedAt) return 'there is no such command; the answer asks which one was meant';
  if (refusedAt !== undefined && line > refusedAt)
    return `nothing is read behind line ${refusedAt}, which is not understood`;
  if (!words.has(name)) return 'there is no such command; another bot may know it';
  return isOnIssue
    ? 'a comment has more commands than are read'
    : 'it is heard on tracking issues only';
}

function wordsOf(commands: ReadonlyMap<string, Command>): ReadonlySet<string> {
  return new Set([...commands.values()].flatMap(({ name, aliases = [] }) => [name, ...aliases]));
}

function near(name: string, words: ReadonlySet<string>): { readonly nearest?: string } {
  const meantWord = words.has(name) ? undefined : nearest(name, words);
  return meantWord === undefined ? {} : { nearest: `/${meantWord}` };
}
