import { z } from 'zod';
import { code, list, type Prose, person, persons, say } from '../domain/prose.ts';
import type { Person } from '../domain/release.ts';
import {
  includes,
  type Signoff,
  type Tally,
  WHY_NOT_COUNTED,
  type Withdrawal,
} from '../domain/signoff.ts';
import { type Exhibit, fail, needsYou, pass, type Verdict } from '../domain/verdict.ts';
import { defineGate } from '../plugin/gate.ts';
import { type GroupTally, groupTally } from '../plugin/group-tally.ts';
import { groupName } from '../plugin/options.ts';
import type { Ports } from '../plugin/ports.ts';

const APPROVALS = /^(?:([1-9]\d?)\s+)?(\S+)$/;

/** Opens once enough people of a group have agreed to this very candidate. */
export default defineGate({
  name: 'approve',
  verb: 'approve',
  title: 'Enough people of a group have agreed to this candidate',

  options: z.object({
    count: z
      .int()
      .min(1)
      .default(1)
      .describe('How many different people must agree, written before the group: `2 owners`.'),
    group: groupName().describe('The group, as `people:` names it.'),
    self: z.boolean().default(false).describe('Whether the one who cut the candidate counts too.'),
    for: z
      .string()
      .min(1)
      .optional()
      .describe('What they agree to, in words that the checklist shows.'),
  }),

  value: {
    example: '2 owners',
    options: ['count', 'group'],
    read(text) {
      const [, count, group = text] = APPROVALS.exec(text.trim()) ?? [];
      return count === undefined ? { group } : { count: Number(count), group };
    },
  },

  async observe(release, { group, self }, { groups }: Pick<Ports, 'groups'>) {
    const { candidate, withdrawals } = release;
    const exceptFor = self ? undefined : candidate.cutBy;
    const result = await groupTally(release, { group, exceptFor, groups });
    const open = couldStill(result, exceptFor);
    return { ...result.words, withdrawals, open, isAnonymous: !self && exceptFor === undefined };
  },

  judge(
    { counted, objecting, apart, withdrawals, open, isAnonymous },
    { count: asked, group, for: purpose },
  ) {
    // One of those who agree may be whoever pushed the tag that opened the release.
    const count = isAnonymous ? asked + 1 : asked;
    const evidence = [...voices(counted), ...others(apart, withdrawals)];
    if (objecting.length > 0) return rejected(objecting, evidence);
    const by = persons(counted.map(({ by: voter }) => voter));
    if (counted.length >= count)
      return pass(say`${counted.length} of ${count} ${group}: ${by}`, { evidence });
    const so = counted.length === 0 ? [] : say` (${by})`;
    const what = purpose === undefined ? [] : say` for “${purpose}”`;
    const who = open.length === 0 ? say`nobody is left who could` : persons(open, 'or');
    const why = isAnonymous ? say`, one more because nobody knows who cut the candidate` : [];
    return needsYou(say`${counted.length} of ${count} ${group}${so}${what}${why}`, {
      evidence,
      advice: [
        say`say ${code('/lgtm')}: ${who}`,
        ...(isAnonymous ? [say`or an owner says ${code('/rc')}, and is known to have cut it`] : []),
      ],
    });
  },
});

function couldStill(
  { words, atOpening, now }: GroupTally,
  exceptFor: Person | undefined,
): readonly Person[] {
  const spoken = [...words.counted, ...words.objecting].map(({ by }) => by);
  return atOpening.filter(
    (each) => includes(now, each) && !includes(spoken, each) && each.id !== exceptFor?.id,
  );
}

/** One no is enough; its author takes it back, or the candidate is replaced. */
function rejected(objecting: readonly Signoff[], evidence: readonly Exhibit[]): Verdict {
  const authors = persons(objecting.map(({ by }) => by));
  return fail(say`rejected by ${list(objecting.map(voice))}`, {
    evidence,
    advice: [
      say`${authors} can say ${code('/reject cancel')}; or it is mended, and an owner says ${code('/rc')}`,
    ],
  });
}

function voices(counted: readonly Signoff[]): readonly Exhibit[] {
  if (counted.length === 0) return [];
  return [{ title: say`Agreed`, lines: counted.map(voice) }];
}

function others(apart: Tally['apart'], withdrawals: readonly Withdrawal[]): readonly Exhibit[] {
  const lines = [
    ...apart.map(({ signoff, why }) => say`${voice(signoff)} · ${{ words: WHY_NOT_COUNTED[why] }}`),
    ...withdrawals.map(
      ({ signoff, because }) =>
        say`${voice(signoff)} · taken back: the comment was ${{ words: because }}`,
    ),
  ];
  return lines.length === 0 ? [] : [{ title: say`Not counted`, lines }];
}

function voice({ by, note }: Signoff): Prose {
  return note === undefined ? say`${person(by.login)}` : say`${person(by.login)} “${note}”`;
}
