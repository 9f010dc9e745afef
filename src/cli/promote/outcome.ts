import { namedParts } from '../../gates/staged/named-parts.ts';
import type { Row } from './judge.ts';
import type { Plan } from './plan.ts';
import { type Mine, nameOf } from './standing.ts';
import type { Wish } from './wish.ts';

/** How the command ended. */
export interface Outcome {
  readonly outcome:
    | 'nothing-to-do'
    | 'dry-run'
    | 'opened'
    | 'updated'
    | 'edited'
    | 'declined'
    | 'refused';
  /** In one sentence. */
  readonly message: string;
  readonly pullRequest?: { readonly number: number; readonly address: string } | undefined;
}

/** Everything as one JSON object, for programs. */
export function outcomeJson(
  {
    wish,
    plan,
    mine,
  }: { readonly wish: Wish; readonly plan: Plan; readonly mine: Mine | undefined },
  { outcome, message, pullRequest }: Outcome,
): string {
  const { route, rows, diff, problems, warnings } = plan;
  const value = {
    outcome,
    message,
    project: wish.project,
    staging: route.staging,
    production: route.production,
    target: wish.file === undefined ? nameOf(wish.target) : null,
    list: wish.file ?? wish.list,
    head: mine === undefined ? null : `${nameOf(mine.head)}:${mine.branch}`,
    images: rows.map(rowJson),
    problems,
    warnings,
    diff,
    pullRequest: pullRequest ?? null,
  };
  return JSON.stringify(value, undefined, 2);
}

function rowJson({ look, state, reason }: Row) {
  const { image, tag, asked } = look;
  const about = { image, tag, asked, state, ...(reason === '' ? {} : { reason }) };
  if (look.kind === 'absent') return { ...about, nearestTags: look.near };
  if (look.kind === 'unreadable') return about;
  return {
    ...about,
    digest: look.found.digest,
    kind: look.found.kind,
    platforms: namedParts(look.found).map(({ name, digest }) => ({ platform: name, digest })),
    inProduction: look.served ?? null,
    versionBefore: look.before?.tag ?? null,
  };
}
