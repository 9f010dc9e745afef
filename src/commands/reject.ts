import { code, codes, say } from '../domain/prose.ts';
import { askingRows, narrowed, rowsFor, silentStep } from '../people/asking.ts';
import { type Call, type Deed, defineCommand, did, refused } from '../plugin/command.ts';

/** Says no to this candidate. It stands, whatever becomes of its comment, until its author says otherwise. */
export default defineCommand({
  name: 'reject',
  aliases: ['remove-reject'],
  who: 'anyone',
  where: 'tracking issue',
  usage: [
    {
      line: '/reject [step] because <reason>',
      effect: 'say no to this candidate, in every step that asks for you; it goes no further',
    },
    { line: '/reject cancel', effect: 'take that back; it is no agreement yet' },
  ],

  run(call, at) {
    const asking = askingRows(at).filter(({ step }) => step.verb === 'approve');
    const silent = silentStep(call.rest, asking, at);
    if (silent !== undefined) return refused(say`${code(silent)} asks for nobody's agreement`);
    const { rows, note } = narrowed(call.rest, asking);
    const isRecanted = call.name === 'remove-reject' || /^cancel\b/i.test(note);
    const reason = note.replace(/^because\s+/i, '');
    if (!isRecanted && reason === '')
      return refused(say`say what is wrong: ${code(corrected(call))}`);
    const meant = rowsFor(call.comment.author, rows, at);
    if (meant.length === 0) return refused(nobodyAsked(rows), '-1');
    const deeds = meant.map(
      ({ step }): Deed => ({
        do: 'sign',
        step: step.name,
        choice: isRecanted ? 'recant' : 'reject',
        note: isRecanted ? undefined : reason,
      }),
    );
    return did(deeds);
  },
});

function corrected({ rest }: Call): string {
  return `${`/reject ${rest}`.trim()} because …`;
}

function nobodyAsked(rows: ReturnType<typeof askingRows>) {
  if (rows.length === 0) return say`no step asks for anybody's agreement`;
  const names = codes(
    rows.map(({ step }) => step.name),
    'or',
  );
  return say`only those who are asked can reject a candidate, and you are in no group that ${names} asks. ${code('/concern <what worries you>')} is open to whoever may write here`;
}
