import { code, codes, type Prose, say } from '../domain/prose.ts';
import type { Row } from '../domain/rows.ts';
import { defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';

/** Says that a piece of work is done which no machine can see. */
export default defineCommand({
  name: 'done',
  aliases: ['remove-done'],
  who: 'member',
  where: 'tracking issue',
  usage: [
    { line: '/done <step> [note or link]', effect: 'what the step asks to be done is done' },
    { line: '/done <step> cancel', effect: 'it is not, after all' },
  ],

  run({ name, rest }, at) {
    const [, first = '', note = ''] = /^(\S+)(?:\s+(.*))?$/s.exec(rest) ?? [];
    const tasks = tasksOf(at);
    const row = tasks.find(({ step }) => step.name === first);
    if (row === undefined) return refused(whichTask(tasks));
    if (row.state === 'waiting') return refused(say`${code(first)} comes later: ${row.reason}`);
    const isCancelled = name === 'remove-done' || /^cancel$/i.test(note);
    const choice = isCancelled ? 'cancel' : 'approve';
    const words = isCancelled || note === '' ? undefined : note;
    return did([{ do: 'sign', step: row.step.name, choice, note: words }]);
  },
});

/** What people are to do in the rings that are open. */
function tasksOf({ decision }: Standpoint): readonly Row[] {
  return decision.rings
    .slice(0, decision.ring + 1)
    .flatMap(({ steps }) => steps)
    .filter(({ step, state }) => step.verb === 'do' && state !== 'skipped');
}

function whichTask(tasks: readonly Row[]): Prose {
  if (tasks.length === 0) return say`there is nothing here that somebody has to do by hand`;
  const names = codes(
    tasks.map(({ step }) => `/done ${step.name}`),
    'or',
  );
  return say`which step is done? ${names}`;
}
