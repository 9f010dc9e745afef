import { code, codes, type Prose, say } from '../domain/prose.ts';
import { candidateName } from '../domain/release.ts';
import { askingRows, hasVoice, narrowed, rowsFor, silentStep } from '../people/asking.ts';
import {
  type Call,
  type Deed,
  defineCommand,
  did,
  refused,
  type Standpoint,
} from '../plugin/command.ts';

/** What begins like this is no agreement, whatever command it stands behind. */
const NEGATION =
  /^\P{L}*(?:-1|(?:no|not|nope|never|cannot|do not|(?:do|does|did|is|are|ca|wo)n'?t|cancel\p{L}*)(?!\p{L}))/iu;

/** A sign-off for every step of the open ring whose group holds the speaker. */
export default defineCommand({
  name: 'lgtm',
  aliases: ['approve', 'signoff', 'remove-lgtm', 'remove-approve', 'remove-signoff'],
  who: 'anyone',
  where: 'tracking issue',
  usage: [
    { line: '/lgtm [note]', effect: 'agree to this candidate, in every step that asks for you' },
    { line: '/approve <step> [note]', effect: 'agree in one step' },
    { line: '/lgtm cancel', effect: 'take it back' },
  ],

  run(call, at) {
    const asking = askingRows(at);
    if (asking.length === 0) return refused(say`no step asks for anybody's agreement`);
    const silent = silentStep(call.rest, asking, at);
    if (silent !== undefined)
      return refused(say`${code(silent)} asks for nobody's agreement just now`);
    const { rows, note } = narrowed(call.rest, asking);
    const cancel = call.name.startsWith('remove-') || /^cancel\b/i.test(note);
    if (!cancel && NEGATION.test(note)) return refused(notAgreement(call));
    const speaker = call.comment.author;
    const meant = rows.length === 1 ? rows : rowsFor(speaker, rows, at);
    if (meant.length === 0) {
      const names = codes(
        asking.map(({ step }) => step.name),
        'or',
      );
      return refused(
        say`several steps of ${candidateName(lastCandidate(at))} ask for agreement; name one: ${names}`,
      );
    }
    const deeds = meant.map(
      ({ step }): Deed => ({
        do: 'sign',
        step: step.name,
        choice: cancel ? 'cancel' : 'approve',
        note: cancel || note === '' ? undefined : note,
      }),
    );
    return did(deeds, meant.some((row) => hasVoice(row, speaker, at)) ? '+1' : 'eyes');
  },
});

function notAgreement({ name }: Call): Prose {
  const agree = code(`/${name}`);
  return say`this reads like a no, so it does not count. To agree, say ${agree}, with no note or one that does not begin like a no; to take agreement back, ${code(`/${name} cancel`)}; to object, ${code('/reject because …')}`;
}

function lastCandidate({ history }: Standpoint) {
  return history.candidates.at(-1)?.candidate ?? { n: 0 };
}
