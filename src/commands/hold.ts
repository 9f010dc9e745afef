import { type NotedObjection, objectionProse, standingObjections } from '../domain/objection.ts';
import { list, persons, say } from '../domain/prose.ts';
import {
  type Call,
  type CommandResult,
  type Deed,
  defineCommand,
  did,
  refused,
  type Standpoint,
} from '../plugin/command.ts';

/** Holds a release, or lets it go on. To stop is cheap, to lift somebody else's hold is not. */
export default defineCommand({
  name: 'hold',
  aliases: ['unhold', 'remove-hold'],
  who: (call, at) => (lifts(call) || isOpener(call, at) ? 'anyone' : 'writer'),
  where: 'tracking issue',
  keywords: ['because'],
  usage: [
    {
      line: '/hold [because <reason>]',
      effect: 'nothing more is begun, and open pull requests are held, until it is lifted',
    },
    { line: '/unhold', effect: 'lift your own hold; an owner lifts those of others' },
  ],

  run(call, at) {
    if (lifts(call)) return lift(call, at);
    const { words, parts } = call.sentence;
    const reason = parts.because ?? words.join(' ');
    return did([{ do: 'object', kind: 'hold', words: reason === '' ? undefined : reason }]);
  },
});

function lifts({ name, sentence }: Call): boolean {
  return name !== 'hold' || /^cancel$/i.test(sentence.words[0] ?? '');
}

function isOpener({ comment }: Call, at: Standpoint | undefined): boolean {
  return at?.history.release.openedBy?.id === comment.author.id;
}

function lift({ comment, isMember }: Call, { history }: Standpoint): CommandResult {
  const holds = standingObjections(history.objections).filter(({ kind }) => kind === 'hold');
  const own = holds.filter(({ by }) => by.id === comment.author.id);
  const others = holds.filter(({ by }) => by.id !== comment.author.id);
  if (holds.length === 0) return refused(say`nobody holds this release`);
  const lifted = own.length > 0 ? own : others;
  if (own.length === 0 && !isMember) return refused(notYours(others), '-1');
  const deeds = lifted.map(({ id }): Deed => ({ do: 'lift', objection: id, note: undefined }));
  const isHeld = own.length > 0 && others.length > 0;
  return did(deeds, '+1', isHeld ? stillHeld(others) : undefined);
}

function notYours(holds: readonly NotedObjection[]) {
  const holders = holds.map(({ by }) => by);
  return say`this is not your hold: ${persons(holders)} can lift it, and so can an owner`;
}

function stillHeld(holds: readonly NotedObjection[]) {
  return say`your hold is lifted; it is still ${list(holds.map(objectionProse))}`;
}
