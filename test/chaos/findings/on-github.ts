import type { CommentSeen, Scene, Thread } from '../../stage/scene.ts';
import { LISTS, PROJECT } from '../../stage/scenery.ts';
import { fixTitle, isPromotionOf, type ReleasePlan } from '../release-plan.ts';

/** What people can see and must not: something unfinished, something twice, something unanswered. */
export function onGithub(scene: Scene, plans: readonly ReleasePlan[]): Seen {
  const counts = plans.flatMap((plan) => countsOf(scene, plan));
  const repeated = repeatedMarks(scene);
  return {
    findings: [
      ...counts.flatMap(({ what, count }) => (count === 1 ? [] : `${count} times ${what}`)),
      ...repeated.map((mark) => `twice on GitHub: ${mark}`),
      ...plans.flatMap((plan) => unfinished(scene, plan)),
      ...scene.threads.flatMap(unanswered),
    ],
    duplicates: counts.reduce((sum, { count }) => sum + Math.max(0, count - 1), repeated.length),
  };
}

export interface Seen {
  readonly findings: readonly string[];
  /** How often something was done once more than it should. */
  readonly duplicates: number;
}

interface Count {
  readonly what: string;
  readonly count: number;
}

/** What there must be once of every release. */
function countsOf(scene: Scene, plan: ReleasePlan): readonly Count[] {
  const { title } = plan;
  const pulls = scene.threads.filter(({ diff }) => diff !== undefined);
  const fix = fixTitle(plan);
  const issues = issuesOf(scene, plan);
  const promotions = pulls.filter(
    (pull) => pull.repository === LISTS && isPromotionOf(plan, pull.title),
  );
  return [
    { what: `tracking issue of ${title}`, count: issues.length },
    { what: `promotion of ${title}`, count: promotions.length },
    { what: `announcement of ${title}`, count: announcements(scene, plan) },
    ...[1, 2, 3].map((ring) => ({
      what: `card of ring ${ring} of ${title}`,
      count: cards(issues, ring),
    })),
    ...(fix === undefined
      ? []
      : [
          { what: fix, count: pulls.filter((pull) => pull.title === fix).length },
          { what: `GitHub release of ${title}`, count: releases(scene, plan).length },
        ]),
  ];
}

function unfinished(scene: Scene, plan: ReleasePlan): readonly string[] {
  const open = issuesOf(scene, plan).filter(({ state }) => state !== 'closed');
  const drafts = releases(scene, plan).filter(({ isDraft }) => isDraft);
  return [
    ...open.map(({ number, state }) => `#${number} of ${plan.title} is still ${state}`),
    ...drafts.map(({ tag }) => `the GitHub release ${tag} is still a draft`),
  ];
}

function issuesOf({ threads }: Scene, { title }: ReleasePlan): readonly Thread[] {
  return threads.filter(
    (each) =>
      each.repository === PROJECT && each.diff === undefined && each.title === `Release ${title}`,
  );
}

function releases(scene: Scene, { image }: ReleasePlan): Scene['releases'] {
  return scene.releases.filter(({ tag }) => tag === `v${image}`);
}

function announcements({ messages }: Scene, { title }: ReleasePlan): number {
  return messages.filter((text) => text.includes(`dra-example-driver ${title}*`)).length;
}

function cards(issues: readonly Thread[], ring: number): number {
  return issues
    .flatMap(({ comments }) => comments)
    .filter(({ body }) => body.includes(`### Ring ${ring} of 3 ·`)).length;
}

/** Every effect leaves its mark once. Marks that people copied do not count. */
function repeatedMarks({ threads }: Scene): readonly string[] {
  const seen = new Set<string>();
  return threads
    .flatMap(({ author, body, comments }) => [{ author, body }, ...comments])
    .filter(({ author }) => author.endsWith('[bot]') || author === 'release-robot')
    .flatMap(({ body }) => /<!-- ringmaster:(?:effect|answer)=\S+ -->/.exec(body)?.[0] ?? [])
    .filter((mark) => seen.size === seen.add(mark).size);
}

function unanswered({ number, comments }: Thread): readonly string[] {
  return comments
    .filter((comment) => isCommand(comment) && comment.faces === '')
    .map(({ author, body }) => `no face on #${number} under “${body}” of ${author}`);
}

function isCommand({ body }: CommentSeen): boolean {
  return body.startsWith('/');
}
