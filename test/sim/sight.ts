import { LISTS, PROJECT } from '../stage/scenery.ts';
import { APP } from './world/cast.ts';
import { type CommentState, type IssueState, type PullState, repositoryIn } from './world/state.ts';
import type { World } from './world/world.ts';

/** What people see who look at the pages of GitHub. */
export interface Sight {
  /** The oldest, should there be several. */
  readonly tracking: IssueState | undefined;
  /** Our comments on the tracking issue, oldest first. */
  readonly ours: readonly CommentState[];
  /** All comments of people there, oldest first. */
  readonly said: readonly CommentState[];
  /** Everything of ours that can be read there. */
  readonly text: string;
  /** The part of it that says how things stand: the issue and the cards. */
  readonly asked: string;
  /** Number of the candidate on the newest card; 0 before there is one. */
  readonly candidate: number;
  /** Open pull requests that offer a fix to the project. */
  readonly fixes: readonly PullState[];
  /** Open promotions that may be merged. */
  readonly promotions: readonly PullState[];
}

export function look(world: World): Sight {
  const { state } = world;
  const project = repositoryIn(state, PROJECT);
  const tracking = project.issues
    .values()
    .find(({ body }) => body.includes('<!-- ringmaster:begin -->'));
  const comments = [...project.comments.values()].filter(
    ({ number }) => number === tracking?.number,
  );
  const ours = comments.filter(({ author }) => author.login === APP.login);
  const cards = ours.filter(({ body }) => body.includes('\n### '));
  const text = [tracking?.body ?? '', ...ours.map(({ body }) => body)].join('\n');
  const numbers = cards.map(({ body }) => Number(/· rc(\d+)/.exec(body)?.[1] ?? 0));
  return {
    tracking,
    ours,
    said: comments.filter(({ author }) => author.type === 'User'),
    text,
    asked: [tracking?.body ?? '', ...cards.map(({ body }) => body)].join('\n'),
    candidate: Math.max(0, ...numbers),
    fixes: [...project.pulls.values()].filter(({ isOpen }) => isOpen),
    promotions: [...repositoryIn(state, LISTS).pulls.values()].filter(
      ({ isOpen, isDraft }) => isOpen && !isDraft,
    ),
  };
}
