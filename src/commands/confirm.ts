import type { Fact } from '../domain/facts.ts';
import { currentCandidate } from '../domain/history.ts';
import { code, list, say } from '../domain/prose.ts';
import { defineCommand, did, refused, type Standpoint } from '../plugin/command.ts';

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

  run({ sentence }, at) {
    if (at === undefined) return refused(say`this issue tracks no release`);
    const [artifact = '', digest = ''] = sentence.words;
    const known = pinnedArtifacts(at);
    const fact = known.get(artifact);
    if (fact === undefined) {
      const names = list(
        [...known.keys()].map((name) => say`${code(name)}`),
        'or',
      );
      return refused(
        known.size === 0
          ? say`nothing is pinned yet: the steps above come first`
          : say`which artifact? ${names}`,
      );
    }
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
