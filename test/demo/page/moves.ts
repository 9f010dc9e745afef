import type { Thread } from '../../stage/scene.ts';
import { LISTS } from '../../stage/scenery.ts';
import { isOwner, OWNERS, type Player } from './accounts.ts';
import type { ActName } from './acts.ts';
import { threadName } from './addresses.ts';
import { tagMessage } from './changelog.ts';
import type { Sight } from './sight.ts';
import { codesIn, type Tracking } from './tracking.ts';

/** A click that takes the release further. */
export interface Move {
  /** What it says on the button, with code in backticks. */
  readonly label: string;
  /** Whose act it is; undefined for what no account does. */
  readonly as: Player | undefined;
  readonly act: ActName;
  readonly fields: Readonly<Record<string, string>>;
}

interface Circumstances {
  readonly sight: Sight;
  readonly tracking: Tracking;
  readonly viewer: Player;
}

/**
 * What can be clicked to do as the tracking issue advises: the first reading of
 * its words that yields something. Acts are done as the viewer where the viewer
 * may, else as somebody who may.
 */
export function movesFor(text: string, circumstances: Circumstances): readonly Move[] {
  for (const read of [mergeMoves, deletions, tagMoves, lgtmMoves, commandMoves, jobMoves]) {
    const moves = read(text, circumstances);
    if (moves.length > 0) return moves;
  }
  return [];
}

/** Saying something on an issue, as a click. */
export function sayMove(body: string, { on, as }: { on: Thread; as: Player }): Move {
  const fields = { repository: on.repository, number: String(on.number), body };
  return { label: `Say \`${body}\``, as, act: 'say', fields };
}

/** The pull request that a text links. */
export function pullIn(text: string, { scene }: Sight): Thread | undefined {
  return scene.threads.find(
    ({ repository, number, diff }) =>
      diff !== undefined && text.includes(`/${repository}/pull/${number})`),
  );
}

function mergeMoves(text: string, { sight, viewer }: Circumstances): readonly Move[] {
  const pull = pullIn(text, sight);
  if (pull?.state !== 'open') return [];
  const { repository, number } = pull;
  const as = repository === LISTS ? 'reviewer' : ownerOr(viewer, 'alice');
  const fields = { repository, number: String(number) };
  return [{ label: `Merge ${threadName(pull)}`, as, act: 'merge', fields }];
}

function deletions(text: string, { viewer }: Circumstances): readonly Move[] {
  const names = codesIn(text).flatMap(
    (code) => /^git push origin --delete (\S+)$/.exec(code)?.[1] ?? [],
  );
  if (names.length === 0) return [];
  const as = ownerOr(viewer, 'bob');
  const label = `Take ${inCode(names)} back`;
  return [{ label, as, act: 'delete-tags', fields: { names: names.join(' ') } }];
}

function inCode(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' and ');
}

function tagMoves(text: string, { sight, viewer }: Circumstances): readonly Move[] {
  const wanted = codesIn(text).flatMap((code) => {
    const [, name, commit] = /^git tag -a -s (\S+) ([0-9a-f]+)$/.exec(code) ?? [];
    return name === undefined || commit === undefined ? [] : [{ name, commit }];
  });
  const [first] = wanted;
  if (first === undefined) return [];
  const names = wanted.map(({ name }) => name);
  const message = tagMessage(sight.scene);
  return [
    {
      label: `Sign and push ${inCode(names)}`,
      as: ownerOr(viewer, 'bob'),
      act: 'push-tags',
      fields: { names: names.join(' '), kind: 'signed', commit: first.commit, message },
    },
  ];
}

function lgtmMoves(text: string, { tracking }: Circumstances): readonly Move[] {
  const [, asked = ''] = /say `\/lgtm`: (.*)$/m.exec(text) ?? [];
  return OWNERS.filter((owner) => asked.includes(`[${owner}]`))
    .slice(0, 2)
    .map((as) => sayMove('/lgtm', { on: tracking.thread, as }));
}

function commandMoves(text: string, { tracking, viewer, sight }: Circumstances): readonly Move[] {
  // A merge comes first; its pull request is about to be opened.
  if (text.includes('merge the pull request')) return [];
  const command = codesIn(text).find((code) => code.startsWith('/'));
  if (command === undefined) return [];
  // Whoever cut the candidate does not count towards it.
  const vouching = [viewer, 'carol', 'bob'] as const;
  const as = command.startsWith('/confirm')
    ? (vouching.find((each) => isOwner(each) && each !== tracking.cutBy) ?? 'alice')
    : ownerOr(viewer, 'alice');
  const byHand = command.startsWith('/approve') ? publishMoves(as, sight) : [];
  return [sayMove(command, { on: tracking.thread, as }), ...byHand];
}

function publishMoves(as: Player, { scene }: Sight): readonly Move[] {
  const draft = scene.releases.find(({ isDraft }) => isDraft);
  if (draft === undefined) return [];
  return [{ label: 'Publish the draft', as, act: 'publish-release', fields: { tag: draft.tag } }];
}

function jobMoves(_text: string, { sight }: Circumstances): readonly Move[] {
  if (!sight.isJobPaused) return [];
  const fields = { state: 'resume' };
  return [{ label: 'Resume the promotion job', as: undefined, act: 'job', fields }];
}

function ownerOr(viewer: Player, otherwise: Player): Player {
  return isOwner(viewer) ? viewer : otherwise;
}
