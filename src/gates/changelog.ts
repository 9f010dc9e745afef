import { z } from 'zod';
import { code, type Prose, say } from '../domain/prose.ts';
import { fail, pass } from '../domain/verdict.ts';
import { defineGate } from '../plugin/gate.ts';

/** Opens when something was merged since the release before; the tracking issue lists it. */
export default defineGate({
  name: 'changelog',
  verb: 'check',
  title: 'Something was merged since the last release, and the tracking issue lists it',

  options: z.object({}),

  async observe({ candidate: { since, commits, changes } }) {
    const people = new Set(changes.map(({ author }) => author));
    return { since: since?.tag, commits, pulls: changes.length, people: people.size };
  },

  judge({ since, commits, pulls, people }) {
    const start = since === undefined ? say`since the beginning` : say`since ${code(since)}`;
    if (commits === 0) return fail(say`nothing was merged ${start}`);
    if (pulls === 0)
      return pass(say`${count(commits, 'commit')} ${start}, none of them by a pull request`);
    return pass(
      say`${count(pulls, 'pull request')} by ${count(people, 'person', 'people')} ${start}`,
    );
  },
});

function count(number: number, one: string, many = `${one}s`): Prose {
  return [{ words: `${number} ${number === 1 ? one : many}` }];
}
