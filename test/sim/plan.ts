import type { Chance } from './chance.ts';

/** What people and machines will do in a run, whatever goes wrong. */
export interface Plan {
  /** How the release is proposed. */
  readonly opens: 'comment' | 'form' | 'tags';
  /** Whether the chart has to be mended first, by a pull request of ours. */
  readonly isChartWrong: boolean;
  /** Somebody takes an approval back and gives it again. */
  readonly wavers: 'never' | 'cancels' | 'edits' | 'deletes';
  /** A stranger approves, too. */
  readonly isStrangerAround: boolean;
  /** Somebody asks for help, or says what nobody understands. */
  readonly chatters: boolean;
  /** Somebody stops the release for a while. */
  readonly objects: 'never' | 'hold' | 'concern';
  readonly attack: 'none' | 'tag' | 'staged' | 'production' | 'branch';
}

export function planFrom(chance: Chance): Plan {
  const opens = chance.pick<Plan['opens']>(['comment', 'comment', 'form', 'tags']);
  return {
    opens,
    // Whoever tags a commit that has to be mended would have to tag again.
    isChartWrong: chance.happens(0.2) && opens !== 'tags',
    wavers: chance.pick(['never', 'never', 'cancels', 'edits', 'deletes']),
    isStrangerAround: chance.happens(0.3),
    chatters: chance.happens(0.3),
    objects: chance.pick(['never', 'never', 'never', 'never', 'hold', 'concern']),
    attack: chance.pick(['none', 'none', 'none', 'none', 'tag', 'staged', 'production', 'branch']),
  };
}
