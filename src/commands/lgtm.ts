import { allSteps } from '../domain/process.ts';
import { code, list, type Prose, say } from '../domain/prose.ts';
import type { Person } from '../domain/release.ts';
import { candidateName } from '../domain/release.ts';
import type { Row } from '../domain/rows.ts';
import { includes } from '../domain/signoff.ts';
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
    if (at === undefined) return refused(say`this issue tracks no release`);
    const asking = askingRows(at);
    if (asking.length === 0) return refused(say`no step asks for anybody's agreement`);
    const silent = silentStep(call, asking, at);
    if (silent !== undefined)
      return refused(say`${code(silent)} asks for nobody's agreement just now`);
    const { rows, note } = narrowed(call, asking);
    const cancel = call.name.startsWith('remove-') || /^cancel\b/i.test(note);
    if (!cancel && NEGATION.test(note)) return refused(notAgreement(call));
    const meant = rows.length === 1 ? rows : forSpeaker(rows, call.comment.author, at);
    if (meant.length === 0) {
      const names = list(
        asking.map(({ step }) => say`${code(step.name)}`),
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
    return did(deeds, meant.some((row) => hasVoice(row, call.comment.author, at)) ? '+1' : 'eyes');
  },
});

/**
 * Rows that people decide: sign-offs, those of earlier rings included, which hold
 * only as long as everybody stands by them; and publications that wait for consent.
 */
function askingRows({ decision }: Standpoint): readonly Row[] {
  const rings = decision.rings.slice(0, decision.ring + 1);
  const rows = rings.flatMap(({ steps, promote }) => [...steps, ...promote]);
  return rows.filter(({ step, state }) =>
    step.verb === 'approve' ? state !== 'skipped' : step.by !== undefined && state === 'needs-you',
  );
}

function notAgreement({ name }: Call): Prose {
  const agree = code(`/${name}`);
  return say`this reads like a no, so it does not count. To agree, say ${agree}, with no note or one that does not begin like a no; to take agreement back, ${code(`/${name} cancel`)}`;
}

/** The step that a command names although nobody is asked there: whoever names it does not mean another. */
function silentStep(
  { rest }: Call,
  asking: readonly Row[],
  { process }: Standpoint,
): string | undefined {
  const [first = ''] = rest.split(/\s+/, 1);
  const isStep = allSteps(process).some(({ name }) => name === first);
  return isStep && !asking.some(({ step }) => step.name === first) ? first : undefined;
}

function narrowed({ rest }: Call, rows: readonly Row[]): { rows: readonly Row[]; note: string } {
  const [first = ''] = rest.split(/\s+/, 1);
  const named = rows.filter(({ step }) => step.name === first);
  return named.length > 0
    ? { rows: named, note: rest.slice(first.length).trim() }
    : { rows, note: rest };
}

/** Of several steps, those whose group holds the speaker; none for a stranger, who must name one. */
function forSpeaker(
  rows: readonly Row[],
  speaker: Person,
  { history }: Standpoint,
): readonly Row[] {
  return rows.filter(({ step }) => includes(history.rosters[groupOf(step) ?? ''] ?? [], speaker));
}

function groupOf({ by, options }: Row['step']): string | undefined {
  if (by !== undefined) return by;
  if (typeof options !== 'object' || options === null || !('group' in options)) return undefined;
  return typeof options.group === 'string' ? options.group : undefined;
}

/** Whether it counts; if not, the checklist says why. */
function hasVoice({ step }: Row, speaker: Person, { history }: Standpoint): boolean {
  const isMember = includes(history.rosters[groupOf(step) ?? ''] ?? [], speaker);
  const cutBy = history.candidates.at(-1)?.candidate.cutBy;
  return isMember && (step.by !== undefined || cutBy?.id !== speaker.id);
}

function lastCandidate({ history }: Standpoint) {
  return history.candidates.at(-1)?.candidate ?? { n: 0 };
}
