import { z } from 'zod';
import { code, type Prose, person, say } from '../domain/prose.ts';
import { type Signoff, type Tally, WHY_NOT_COUNTED } from '../domain/signoff.ts';
import { after, clock, parseDuration } from '../domain/time.ts';
import { type Exhibit, fail, needsYou, pass, pending, type Verdict } from '../domain/verdict.ts';
import { defineGate } from '../plugin/gate.ts';
import { groupTally } from '../plugin/group-tally.ts';
import { durationText, groupName } from '../plugin/options.ts';

const PASS = /^([1-9]\d?) binding and a majority$/;

/** What the Apache Software Foundation asks of every release; less needs a reason. */
const USUAL_VOTES = 3;
const USUAL_TIME = 72 * 3_600_000;

/** Opens once a vote of a group is over and has passed; never before its time is over. */
export default defineGate({
  name: 'vote',
  verb: 'vote',
  title: 'A group has voted on this candidate, for long enough',

  options: z
    .object({
      group: groupName().describe('The group whose votes are binding, as `people:` names it.'),
      open: durationText()
        .default('72h')
        .describe('How long the vote is open at least, from when its ring opened.'),
      pass: z
        .string()
        .regex(PASS, 'words such as "3 binding and a majority"')
        .default('3 binding and a majority')
        .describe('How many binding +1 it takes; there must be more of them than -1.'),
      expedited: z
        .string()
        .min(15)
        .optional()
        .describe('Why fewer than 72 hours or 3 votes are enough; without it they are not.'),
    })
    .refine(({ open, pass: words, expedited }) => isUsual(open, words) || expedited !== undefined, {
      message: 'a vote of fewer than 72h or 3 binding votes needs "expedited:" with the reason why',
    }),

  value: {
    example: 'pmc',
    options: ['group'],
    read: (text) => ({ group: text.trim() }),
  },

  async observe(release, { group }, { groups }) {
    const { words } = await groupTally(release, { group, exceptFor: undefined, groups });
    return { ...words, since: release.ringSince };
  },

  judge({ counted, objecting, apart, since }, { group, open, pass: words }, now) {
    const valid = [...counted, ...objecting];
    const count = { yes: of(valid, '+1'), no: of(valid, '-1'), neutral: of(valid, '0') };
    const until = after(since, parseDuration(open) ?? USUAL_TIME);
    const score = say`+${count.yes.length}, -${count.no.length}, ${count.neutral.length} abstained of ${group}`;
    const evidence = ballots(valid, apart);
    const missing = Math.max(votesIn(words) - count.yes.length, 0);
    if (now >= until) return closed({ score, evidence, missing, ...count });
    const standing = say`${score}; open until ${{ words: clock(until) }}`;
    const howTo = say`say ${code('/vote +1')}, ${code('/vote 0')} or ${code('/vote -1 because …')}`;
    return missing > 0
      ? needsYou(standing, { evidence, advice: [howTo], until })
      : pending(standing, { evidence, until });
  },
});

function isUsual(open: string, words: string): boolean {
  return (parseDuration(open) ?? 0) >= USUAL_TIME && votesIn(words) >= USUAL_VOTES;
}

function votesIn(words: string): number {
  return Number(PASS.exec(words)?.[1] ?? Number.POSITIVE_INFINITY);
}

function of(votes: readonly Signoff[], choice: Signoff['choice']): readonly Signoff[] {
  return votes.filter((each) => each.choice === choice);
}

interface Result {
  readonly score: Prose;
  readonly evidence: readonly Exhibit[];
  /** Binding +1 that the vote still lacks. */
  readonly missing: number;
  readonly yes: readonly Signoff[];
  readonly no: readonly Signoff[];
}

/** How it ends once its time is over: a vote that lacks votes waits for them. */
function closed({ score, evidence, missing, yes, no }: Result): Verdict {
  if (missing > 0)
    return needsYou(say`${score}; its time is over, and ${missing} more +1 are needed`, {
      evidence,
      advice: [say`say ${code('/vote +1')}`],
    });
  if (yes.length <= no.length)
    return fail(say`${score}: it has failed`, {
      evidence,
      advice: [say`mend what is wrong, and say ${code('/rc')}`],
    });
  return pass(say`${score}: it has passed`, { evidence });
}

function ballots(valid: readonly Signoff[], apart: Tally['apart']): readonly Exhibit[] {
  const binding = valid.map(ballot);
  const others = apart.map(({ signoff, why }) => say`${ballot(signoff)} · ${reasonFor(why)}`);
  return [
    { title: say`Binding votes`, lines: binding },
    { title: say`Other votes`, lines: others },
  ].filter(({ lines }) => lines.length > 0);
}

function reasonFor(why: Tally['apart'][number]['why']): Prose {
  return [{ words: why === 'stranger' ? 'not binding' : WHY_NOT_COUNTED[why] }];
}

function ballot({ by, choice, note }: Signoff): Prose {
  const words = note === undefined ? [] : say` “${note}”`;
  return say`${{ words: choice }} ${person(by.login)}${words}`;
}
