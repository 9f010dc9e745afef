import {
  CHART_PATH,
  PRODUCTION_HOST,
  PROJECT,
  PROMOTED_CHART,
  PROMOTED_IMAGE,
  STAGED_IMAGE,
  STAGING_HOST,
} from '../../stage/scenery.ts';
import { TAGS } from '../players.ts';
import { shelfAt } from '../world/images.ts';
import { repositoryIn, type WorldState } from '../world/state.ts';
import type { Found, Known } from './journal-watch.ts';
import { OWNERS, type Truth } from './truth.ts';

/** The commit, the facts, and who cut the candidate. */
type Candidate = Pick<Known, 'commit' | 'facts' | 'cutBy'>;

/**
 * What moved so lately need not have been seen: a read may be a minute old, and what
 * is begun because of it follows within half a minute.
 */
export const STALE = 92_000;

const IMAGE = 'artifact:images@sha256';
const CHART = 'artifact:chart@sha256';

/** What must be so in the world when the last ring opens: the gates before it ask for it. */
export function unfitToShip(truth: Truth, candidate: Candidate): readonly Found[] {
  const { commit, facts } = candidate;
  const file = truth.world.state.commits.get(commit)?.files.get(CHART_PATH)?.text ?? '';
  const pinned = [IMAGE, CHART].map((key) => facts.get(key) ?? 'nothing');
  return [
    ...TAGS.flatMap((name) => unfitTag(truth, name, commit)),
    ...(file.includes('appVersion: "v0.1.0"') ? [] : ['the chart installs something else']),
    ...(isVouchedFor(truth, candidate) ? [] : ['nobody vouched for the chart']),
    ...pinned.filter((digest) => !truth.isHonest(digest)).map((digest) => `${digest} was pinned`),
  ].map((words) => ({ rule: 'S2', words }));
}

/** A read may be a minute old, so that only what was and is unfit should have been seen. */
function unfitTag({ world }: Truth, name: string, commit: string): readonly string[] {
  const found = world.since(world.now - STALE).map((state) => unfitTagIn(state, name, commit));
  return found.some((words) => words.length === 0) ? [] : (found.at(-1) ?? []);
}

function unfitTagIn(state: WorldState, name: string, commit: string): readonly string[] {
  const tag = repositoryIn(state, PROJECT).tags.get(name);
  const object = tag?.kind === 'annotated' ? state.tagObjects.get(tag.object) : undefined;
  if (object?.signed === undefined) return [`${name} is not signed`];
  if (object.target.id !== commit) return [`${name} is on another commit`];
  return ['#1', '#2', '#3'].every((number) => object.message.includes(number))
    ? []
    : [`${name} lacks the changelog`];
}

/** The chart does not say what it was built from, so that an owner must have. */
function isVouchedFor({ everythingSaid }: Truth, { facts, cutBy }: Candidate): boolean {
  const digest = facts.get(CHART) ?? '';
  return [...everythingSaid].some(({ by, body }) => {
    const [, short = 'none'] = /^\/confirm chart (sha256:[0-9a-f]{12,})/.exec(body) ?? [];
    return OWNERS.has(by) && by !== cutBy && digest.startsWith(short);
  });
}

/** What must be so in the world when a release is called finished; what is served may be spoilt in that very moment. */
export function unfinished({ world }: Truth, { commit, facts }: Candidate): readonly Found[] {
  const { state } = world;
  const releases = [...repositoryIn(state, PROJECT).releases.values()];
  const isPublic = releases.some(({ isDraft, target }) => !isDraft && target === commit);
  const moments = world.since(world.now - STALE);
  const isServed = (path: string, tag: string, fact: string) =>
    moments.some(
      (moment) => shelfAt(moment, `${PRODUCTION_HOST}/${path}`).tags.get(tag) === facts.get(fact),
    );
  return [
    ...(state.messages.length === 1 ? [] : [`it was announced ${state.messages.length} times`]),
    ...(isPublic ? [] : ['the GitHub release is not public']),
    ...(isServed(PROMOTED_IMAGE, 'v0.1.0', IMAGE) ? [] : ['another image is served']),
    ...(isServed(PROMOTED_CHART, '0.1.0', CHART) ? [] : ['another chart is served']),
  ].map((words) => ({ rule: 'S1', words: `finished, but ${words}` }));
}

/** What moved so long ago that it must have been noticed before anything is published. */
export function movedUnseen(
  { world }: Truth,
  { facts }: Candidate,
  target: string,
): readonly Found[] {
  // What is announced is there already, and nothing that moves in staging changes it.
  if (target.endsWith('/slack')) return [];
  const moments = world.since(world.now - STALE);
  const watched = [
    ['tag:v0.1.0', (state: WorldState) => repositoryIn(state, PROJECT).tags.get('v0.1.0')?.object],
    [IMAGE, (state: WorldState) => stagedImage(state)],
  ] as const;
  return watched
    .filter(([key, seen]) => moments.every((state) => seen(state) !== facts.get(key)))
    .map(([key]) => ({ rule: 'S1', words: `${target}: ${key} has moved, and nobody noticed` }));
}

function stagedImage(state: WorldState): string | undefined {
  return shelfAt(state, `${STAGING_HOST}/${STAGED_IMAGE}`).tags.get('v0.1.0');
}
