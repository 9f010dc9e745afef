import { sha256 } from '../../../src/adapters/hash.ts';
import { issueIn } from '../../../src/engine/issue-in.ts';
import { commandLines } from '../../../src/speech/command-lines.ts';
import { PROJECT } from '../../stage/scenery.ts';
import type { MemoryJobs } from '../memory/jobs.ts';
import type { MemoryStore } from '../memory/memory-store.ts';
import type { ReleaseRecord } from '../memory/tables.ts';
import { look } from '../sight.ts';
import { APP } from '../world/cast.ts';
import { type CommentState, repositoryIn } from '../world/state.ts';
import type { World } from '../world/world.ts';
import type { Found } from './journal-watch.ts';

const MINUTE = 60_000;

interface End {
  readonly world: World;
  readonly store: MemoryStore;
  readonly jobs: MemoryJobs;
  /** When the faults stopped. */
  readonly calmSince: number;
}

/** What must be true when nothing has gone wrong for a while. */
export function judgeTheEnd(end: End): readonly Found[] {
  return [
    ...everybodyAnswered(end),
    ...nothingWaits(end),
    ...pagesAreTrue(end),
    ...noneSetAside(end),
  ];
}

/** L1: whoever said a command has seen a face under it. What was edited or deleted may have come too late. */
function everybodyAnswered({ world, store, calmSince }: End): readonly Found[] {
  const { comments, reactions, issues } = repositoryIn(world.state, PROJECT);
  const [ended = world.now] = [...store.tables.releases.values()].flatMap(closings);
  // What nobody was told of is found by the next sweep, if the release is still open by then.
  const isSwept = ended > calmSince + 13 * MINUTE;
  const told = (comment: CommentState) => isTold(store, comment);
  const end = Math.min(world.now - 10 * MINUTE, ended - 2 * MINUTE);
  const due = [...comments.values()].filter(
    (comment) =>
      comment.createdAt < end &&
      isCommand(comment) &&
      issues.has(comment.number) &&
      (isSwept || told(comment)),
  );
  return due
    .filter(({ id }) => !reactions.some(({ by, on }) => by === APP.id && on === `comment ${id}`))
    .map(({ id, body }) => ({ rule: 'L1', words: `comment ${id} (${body}) got no answer` }));
}

/**
 * Whether it came to whoever has to answer, and in time: the release whose issue it
 * stands on, as long as that is open, or else the repository.
 */
function isTold({ tables }: MemoryStore, { id, number }: CommentState): boolean {
  const tracked = [...tables.releases.values()].find(({ issue }) => issue === number);
  const until = Math.min(...closings(tracked));
  return [...tables.comments].some(
    ([listener, kept]) =>
      (tracked === undefined || listener === tracked.id) &&
      kept.values().some(({ comment, keptAt }) => comment.id === id && keptAt < until),
  );
}

/** When a release was closed. */
function closings(release: ReleaseRecord | undefined): readonly number[] {
  return (release?.entries ?? []).flatMap(({ event, at }) =>
    event.kind === 'closed' ? Date.parse(at) : [],
  );
}

function isCommand({ author, body, createdAt, updatedAt }: CommentState): boolean {
  const isUntouched = createdAt === updatedAt;
  return author.type === 'User' && isUntouched && commandLines(body).length > 0;
}

/** L3: no job is left, and nothing of what was said waits to be heard. */
function nothingWaits({ jobs, store }: End): readonly Found[] {
  const { waiting, active } = jobs.size();
  const unheard = [...store.tables.comments].flatMap(([listener, kept]) =>
    [...kept.values()].flatMap(({ isHeard, comment }) =>
      isHeard || isClosed(store, listener) ? [] : `${comment.id}`,
    ),
  );
  const left = [...store.tables.sites.values()].flatMap(({ ledger }) =>
    [...ledger.values()].flatMap(({ state, effect }) =>
      state === 'intended' ? effect.target : [],
    ),
  );
  return [
    ...(waiting + active === 0
      ? []
      : [{ rule: 'L3', words: `${waiting} jobs wait, ${active} run` }]),
    ...unheard.map((id) => ({ rule: 'L3', words: `comment ${id} was stored and never heard` })),
    ...left.map((target) => ({ rule: 'L3', words: `${target} was planned and never made` })),
  ];
}

function isClosed({ tables }: MemoryStore, listener: string): boolean {
  return tables.releases.get(listener)?.isOpen === false;
}

/** L4: what stands on GitHub is what was rendered last, and no late change can spoil it. */
function pagesAreTrue({ world, store }: End): readonly Found[] {
  const { comments } = repositoryIn(world.state, PROJECT);
  return [...store.tables.releases.values()].flatMap(({ cards }) =>
    [...cards.values()].flatMap(({ key, comment, hash, unsure }) => {
      if (unsure !== undefined) return [{ rule: 'L4', words: `nobody knows what ${key} says` }];
      if (comment === undefined) return [];
      const body = comments.get(comment)?.body ?? '';
      const text = body.slice(body.indexOf('\n') + 1);
      return sha256(text) === hash ? [] : [{ rule: 'L4', words: `${key} says something else` }];
    }),
  );
}

/** L5: words that were set aside are shown where they were said. Whatever else was is looked up by sweeps. */
function noneSetAside({ store, world }: End): readonly Found[] {
  const { text, tracking } = look(world);
  return [...store.tables.deliveries.values()]
    .filter(({ event }) => event === 'issue_comment')
    .filter(({ body = '' }) => issueIn(body)?.issue === tracking?.number)
    .filter(
      ({ aside, doneAt, id }) => aside !== undefined && doneAt === undefined && !text.includes(id),
    )
    .map(({ id, aside }) => ({ rule: 'L5', words: `${id} was set aside: ${aside?.reason}` }));
}
