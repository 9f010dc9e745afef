import type { Fact } from '../domain/facts.ts';
import { currentCandidate } from '../domain/history.ts';
import { allSteps } from '../domain/process.ts';
import { code, codes, type Prose, person, persons, say } from '../domain/prose.ts';
import type { Person } from '../domain/release.ts';
import { includes } from '../domain/signoff.ts';
import { defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';
import { confirmingGroup } from '../plugin/options.ts';

const DIGEST_START = /^sha256:[0-9a-f]{12,64}$/;

/** Vouches for an artifact that does not say which commit it was built from. */
export default defineCommand({
  name: 'confirm',
  who: 'member',
  where: 'tracking issue',
  usage: [
    {
      line: '/confirm <artifact> sha256:<12 digits or more>',
      effect: 'vouch that this artifact was built from the approved commit',
    },
  ],

  run({ comment, sentence }, at) {
    const [artifact = '', digest = ''] = sentence.words;
    const known = pinnedArtifacts(at);
    const fact = known.get(artifact);
    if (fact === undefined) {
      return refused(
        known.size === 0
          ? say`nothing is pinned yet: the steps above come first`
          : say`which artifact? ${codes([...known.keys()], 'or')}`,
      );
    }
    const objection = objectionTo(comment.author, fact, at);
    if (objection !== undefined) return refused(objection, '-1');
    if (!DIGEST_START.test(digest))
      return refused(
        say`say the digest that you have checked, at least 12 digits: ${code(`/confirm ${artifact} sha256:…`)}`,
      );
    if (!fact.value.startsWith(digest))
      return refused(
        say`${code(artifact)} is staged as ${code(fact.value)}, not as ${code(digest)}`,
      );
    return did([
      {
        do: 'sign',
        step: fact.source,
        choice: 'confirm',
        note: undefined,
        facts: { [fact.key]: fact.value },
      },
    ]);
  },
});

function pinnedArtifacts({ history }: Standpoint): ReadonlyMap<string, Fact> {
  const facts = currentCandidate(history)?.facts.values() ?? [];
  return new Map(
    [...facts].flatMap((fact) => {
      const [, name] = /^artifact:([^/]+)@sha256$/.exec(fact.key) ?? [];
      return name === undefined ? [] : [[name, fact] as const];
    }),
  );
}

/** Why somebody's word would not count for a fact, and whose would. */
function objectionTo(
  speaker: Person,
  { source }: Fact,
  { history, process }: Standpoint,
): Prose | undefined {
  const step = allSteps(process).find(({ name }) => name === source);
  const group = confirmingGroup(step?.options, Object.keys(history.rosters));
  if (group === undefined)
    return say`the process does not say who may: ${code(source)} needs a group behind ${code('confirmed-by:')}`;
  const members = history.rosters[group] ?? [];
  const cutter = currentCandidate(history)?.candidate.cutBy;
  const isCutter = cutter?.id === speaker.id;
  if (includes(members, speaker) && !isCutter) return undefined;
  const others = members.filter(({ id }) => id !== cutter?.id);
  const why = isCutter ? say`cut this candidate` : say`was not in ${code(group)} when it opened`;
  return say`${person(speaker.login)} ${why}, so this does not count. Who could: ${others.length === 0 ? say`nobody` : persons(others, 'or')}`;
}
