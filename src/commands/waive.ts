import { currentCandidate } from '../domain/history.ts';
import { code, codes, type Prose, person, persons, say } from '../domain/prose.ts';
import { isDone, type Row } from '../domain/rows.ts';
import { includes } from '../domain/signoff.ts';
import { between, formatDuration, readMoment } from '../domain/time.ts';
import { keptWaivers } from '../domain/waiver.ts';
import { whoMayWaive } from '../people/waiving.ts';
import {
  type Call,
  type CommandResult,
  defineCommand,
  did,
  refused,
  type Standpoint,
} from '../plugin/command.ts';

const FEWEST_LETTERS = 15;
const FEWEST_WORDS = 3;

/** Lets a release go on although a check has not passed, with a reason and for a while. */
export default defineCommand({
  name: 'waive',
  aliases: ['unwaive', 'remove-waive'],
  who: 'member',
  where: 'tracking issue',
  keywords: ['until', 'because'],
  usage: [
    {
      line: '/waive <step> until <date> because <reason>',
      effect: 'let this candidate go on until then although a check has not passed',
    },
    { line: '/unwaive <step>', effect: 'take that back' },
  ],

  run(call, at) {
    const [name = '', ...more] = call.sentence.words;
    const row = at.decision.rings
      .flatMap(({ steps }) => steps)
      .find(({ step }) => step.verb === 'check' && step.name === name);
    if (row === undefined || (more.length > 0 && !/^cancel$/i.test(more.join(' '))))
      return refused(whichStep(call, at));
    const objection = objectionTo(call, row, at);
    if (objection !== undefined) return refused(objection, '-1');
    return call.name !== 'waive' || more.length > 0 ? takeBack(row, at) : waive(call, row, at);
  },
});

function whichStep({ sentence }: Call, { decision }: Standpoint): Prose {
  const checks = decision.rings.flatMap(({ steps }) =>
    steps.filter((row) => row.step.verb === 'check' && !isDone(row)),
  );
  const names = codes(
    checks.map(({ step }) => step.name),
    'or',
  );
  const { until = '<date>', because = '…' } = sentence.parts;
  const [first] = checks;
  if (first === undefined) return say`there is no check that has not passed`;
  return say`which check? ${names}. Say for instance ${code(`/waive ${first.step.name} until ${until} because ${because}`)}`;
}

/** Why somebody may not waive a step, and who may. */
function objectionTo(
  { comment: { author } }: Call,
  { step }: Row,
  { process, history }: Standpoint,
): Prose | undefined {
  const all = whoMayWaive(step.name, { process, rosters: history.rosters });
  const cutter = currentCandidate(history)?.candidate.cutBy?.id;
  const others = all.filter(({ id }) => id !== cutter);
  const may = others.length === 0 ? all : others;
  if (includes(may, author)) return undefined;
  const why =
    author.id === cutter ? say`cut this candidate` : say`may not waive ${code(step.name)}`;
  return say`${person(author.login)} ${why}. Who could: ${may.length === 0 ? say`nobody` : persons(may, 'or')}`;
}

function waive({ comment, sentence }: Call, { step }: Row, { process }: Standpoint): CommandResult {
  const { until: date, because: reason = '' } = sentence.parts;
  const { max } = process.waivers;
  const until = date === undefined ? undefined : readMoment(date, comment.at);
  const example = code(`/waive ${step.name} until ${date ?? '<date>'} because …`);
  if (until === undefined)
    return refused(
      say`until when? A day such as ${code('2026-12-04')}, a moment such as ${code('2026-12-04T17:00Z')} or a time such as ${code('3d')}: ${example}`,
    );
  const span = between(comment.at, until);
  if (span <= 0) return refused(say`${code(date ?? '')} is over already: ${example}`);
  if (span > max)
    return refused(say`a waiver lasts ${{ words: formatDuration(max) }} at most: ${example}`);
  const words = reason.split(/\s+/).filter((each) => each !== '');
  if (reason.length < FEWEST_LETTERS || words.length < FEWEST_WORDS)
    return refused(
      say`say why, in ${FEWEST_WORDS} words and ${FEWEST_LETTERS} letters at least; it is announced with the release: ${example}`,
    );
  return did([{ do: 'waive', step: step.name, until, reason }]);
}

function takeBack({ step }: Row, { history }: Standpoint): CommandResult {
  const candidate = currentCandidate(history)?.candidate.n ?? 0;
  const meant = keptWaivers(history.waivers, candidate).find((each) => each.step === step.name);
  if (meant === undefined) return refused(say`${code(step.name)} is not waived`);
  return did([{ do: 'unwaive', waiver: meant.id }]);
}
