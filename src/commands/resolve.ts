import { type NotedObjection, objectionProse, standingObjections } from '../domain/objection.ts';
import { code, list, person, say } from '../domain/prose.ts';
import { type Call, defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';

/** Says that a concern is answered. */
export default defineCommand({
  name: 'resolve',
  who: 'anyone',
  where: 'tracking issue',
  usage: [
    {
      line: '/resolve [number] [note]',
      effect: 'your concern is answered; an owner resolves those of others, with a note',
    },
  ],

  run(call, at) {
    const concerns = standingConcerns(at);
    const { number, note } = read(call);
    if (concerns.length === 0) return refused(say`there is no concern that is not resolved`);
    const [meant, ...more] = concerns.filter(
      (each) => number === undefined || each.number === number,
    );
    if (meant === undefined || more.length > 0) return refused(whichOne(concerns));
    const isOwn = meant.by.id === call.comment.author.id;
    if (!isOwn && !call.isMember)
      return refused(
        say`this is not your concern: ${person(meant.by.login)} can resolve it, and so can an owner`,
        '-1',
      );
    if (!isOwn && note === '')
      return refused(
        say`say how the concern of ${person(meant.by.login)} was answered: ${code(`/resolve ${meant.number} <note>`)}`,
      );
    return did([{ do: 'lift', objection: meant.id, note: note === '' ? undefined : note }]);
  },
});

function standingConcerns({ history }: Standpoint): readonly NotedObjection[] {
  return standingObjections(history.objections).filter(({ kind }) => kind === 'concern');
}

function read({ rest }: Call): { readonly number: number | undefined; readonly note: string } {
  const [, digits, note = ''] = /^#?(\d{1,4})(?:\s+(.*))?$/s.exec(rest) ?? [];
  return digits === undefined
    ? { number: undefined, note: rest }
    : { number: Number(digits), note };
}

function whichOne(concerns: readonly NotedObjection[]) {
  const all = list(
    concerns.map((each) => say`${code(`/resolve ${each.number}`)} (${objectionProse(each)})`),
    'or',
  );
  return say`which concern? ${all}`;
}
