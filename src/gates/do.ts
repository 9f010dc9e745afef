import { z } from 'zod';
import { code, person, persons, say } from '../domain/prose.ts';
import { needsYou, pass } from '../domain/verdict.ts';
import { defineGate } from '../plugin/gate.ts';
import { groupTally } from '../plugin/group-tally.ts';
import { groupOrUsual, usualGroup } from '../plugin/options.ts';

/** Opens once somebody has said that a piece of work is done which no machine can see. */
export default defineGate({
  name: 'do',
  verb: 'do',
  title: 'Somebody has done what no machine does, and says so',

  options: z.object({
    what: z.string().min(1).max(200).describe('What is to be done, written behind the verb.'),
    by: groupOrUsual().describe('The group whose word counts. Default: `owners`, or the only one.'),
  }),

  value: {
    example: 'Write the blog post',
    options: ['what'],
    read: (text) => ({ what: text.trim() }),
  },

  async observe(release, { by }, { groups }) {
    const group = by ?? usualGroup(Object.keys(release.rosters)) ?? '';
    const { words, atOpening } = await groupTally(release, { group, exceptFor: undefined, groups });
    return { done: words.counted, could: atOpening, step: release.step };
  },

  judge({ done, could, step }, { what }) {
    const [first] = done;
    if (first !== undefined) {
      const note = first.note === undefined ? [] : say`: “${first.note}”`;
      return pass(say`${what}: done by ${person(first.by.login)}${note}`);
    }
    const who = could.length === 0 ? say`nobody could` : persons(could, 'or');
    return needsYou(say`${what}`, {
      advice: [say`say ${code(`/done ${step}`)} when it is: ${who}`],
    });
  },
});
