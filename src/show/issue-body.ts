import { liftingProse, objectionProse, standingObjections } from '../domain/objection.ts';
import { person, say } from '../domain/prose.ts';
import { type Artifact, type Candidate, candidateName, fullName } from '../domain/release.ts';
import type { RingRows, Row } from '../domain/rows.ts';
import { between, clock, formatDuration } from '../domain/time.ts';
import { fitted } from './limit.ts';
import { details, type Links, toMarkdown } from './markdown.ts';
import { counted, type Presentation, progress, ringTitle } from './presentation.ts';
import { codeSpan, escapeMarkdown, linkTarget } from './safe-text.ts';

/**
 * Our block of the tracking issue: headline, next action, a task a ring, and what
 * will be released. The changelog is left out where there is no room for it.
 * @param room in characters
 */
export function issueBody(presentation: Presentation, room?: number): string {
  const { history, current, links } = presentation;
  return fitted(
    [
      { text: headline(presentation), optional: false },
      { text: callout(presentation), optional: false },
      { text: objections(presentation), optional: false },
      { text: gaps(presentation), optional: false },
      { text: tasks(presentation), optional: false },
      { text: lifted(presentation), optional: true },
      { text: whatWillBeReleased(presentation), optional: false },
      { text: changelog(current.candidate, { history, links }), optional: true },
      { text: footer(presentation), optional: false },
    ].filter(({ text }) => text !== ''),
    room,
  );
}

function headline(presentation: Presentation): string {
  const { history, current, decision } = presentation;
  const { release, closed } = history;
  if (closed !== undefined) {
    const took = formatDuration(between(release.openedAt, closed.at));
    return `**Released ${escapeMarkdown(release.title)}** 🎉 · ${decision.rings.length}/${decision.rings.length} rings · ${clock(closed.at)} · ${took} from proposal`;
  }
  const rows = decision.rings[decision.ring];
  const gates = rows === undefined ? '' : ` · ${progress(rows)} steps`;
  return `**${ringTitle(presentation, decision.ring)}**${gates} · candidate ${candidateName(current.candidate)} · ${commitLink(presentation)}`;
}

function commitLink({ history, current, links }: Presentation): string {
  const { commit } = current.candidate;
  const url = `${links.server}/${fullName(history.release.repository)}/commit/${commit}`;
  return `[${codeSpan(commit.slice(0, 12))}](${linkTarget(url)})`;
}

/** The one thing to do next, in the box that GitHub colours. */
function callout({ history, decision, links }: Presentation): string {
  const standing = standingObjections(history.objections);
  if (history.closed !== undefined || standing.length > 0) return '';
  const ring = decision.rings[decision.ring];
  const rows = ring === undefined ? [] : [...ring.steps, ...ring.promote];
  const earlier = decision.rings.slice(0, decision.ring);
  const held = earlier.flatMap(({ steps, promote }) => [...steps, ...promote]);
  const all = [...held.filter(({ state }) => HOLDING.includes(state)), ...rows];
  const failed = all.find(({ state }) => state === 'fail');
  const asked = all.find(({ state }) => state === 'needs-you');
  if (failed !== undefined) return box('CAUTION', 'Blocked', failed, links);
  if (asked !== undefined) return box('IMPORTANT', 'Next', asked, links);
  const running = all.find(({ state }) => state === 'pending' || state === 'error');
  if (running !== undefined) return box('NOTE', 'Running', running, links);
  return '> [!NOTE]\n> **Running:** nothing is waiting for a person';
}

/** Whoever holds the release up comes before everything else. */
function objections({ history, links }: Presentation): string {
  if (history.closed !== undefined) return '';
  const standing = standingObjections(history.objections).map(
    (each) =>
      `\n> **Blocked:** ${toMarkdown(objectionProse(each), links)}\n> ${toMarkdown(liftingProse(each), links)}`,
  );
  return standing.length === 0 ? '' : `> [!CAUTION]${standing.join('')}`;
}

/** What was objected and is settled stays to be read. */
function lifted({ history, links }: Presentation): string {
  const lines = history.objections.flatMap((each) => {
    if (each.lifted === undefined) return [];
    const { by, note } = each.lifted;
    const how = note === undefined ? [] : say`: “${note}”`;
    return [
      `- ${toMarkdown(say`${objectionProse(each)}; lifted by ${person(by.login)}${how}`, links)}`,
    ];
  });
  return lines.length === 0 ? '' : details(`Settled objections (${lines.length})`, lines);
}

/** What the record has lost stays visible for good. */
function gaps({ history: { gaps: found, release } }: Presentation): string {
  const lines = found
    .filter(({ until }) => release.openedAt < until)
    .map(
      ({ from, until }) =>
        `> **The record has a gap** from ${clock(from)} to ${clock(until)}: it was restored from a backup. Nothing that was done then is done again. What was said then counts where it still stands as it was first posted; whatever is missed here should be said again.`,
    );
  return lines.length === 0 ? '' : `> [!WARNING]\n${lines.join('\n')}`;
}

/** States of a step that passed before and holds the release up again. */
const HOLDING: readonly Row['state'][] = ['fail', 'needs-you'];

function box(kind: string, word: string, { step, reason, advice = [] }: Row, links: Links): string {
  const lines = advice.slice(0, 2).map((line) => `\n> ${toMarkdown(line, links)}`);
  return `> [!${kind}]\n> **${word}:** **${step.name}** — ${toMarkdown(reason, links)}${lines.join('')}`;
}

function tasks({ decision, history }: Presentation): string {
  const line = (rows: RingRows, index: number) => {
    const done = index < decision.ring || history.closed !== undefined;
    const steps = counted(rows)
      .map(({ step }) => step.name)
      .join(', ');
    return `- [${done ? 'x' : ' '}] **${rows.ring.name}** — ${steps}`;
  };
  return decision.rings.map(line).join('\n');
}

function whatWillBeReleased({ history, current, links }: Presentation): string {
  const { release, process } = history;
  const { candidate } = current;
  const where = `${links.server}/${fullName(release.repository)}`;
  const previous =
    candidate.since === undefined
      ? 'the first release'
      : `previous ${codeSpan(candidate.since.tag)} · [${candidate.commits} ${candidate.commits === 1 ? 'commit' : 'commits'}](${linkTarget(`${where}/compare/${encodeURIComponent(candidate.since.tag)}...${candidate.commit}`)})`;
  const skipped =
    release.skipped.length === 0
      ? []
      : [`- not part of this release: ${release.skipped.map((name) => codeSpan(name)).join(', ')}`];
  return details('What will be released', [
    ...release.artifacts.map(artifactLine),
    ...skipped,
    `- from ${codeSpan(candidate.branch)} at ${codeSpan(candidate.commit.slice(0, 12))} · ${previous}`,
    `- process ${codeSpan(process.blob.slice(0, 12))} and owners as they stood at the opening; later changes do nothing to this release`,
    ...[...current.facts.values()]
      .filter(({ key }) => isHeadFact(key))
      .map(({ key, value }) => `- ${codeSpan(key)} ${codeSpan(value)}`),
  ]);
}

/** The platforms of an image follow from its own digest. */
function isHeadFact(key: string): boolean {
  return !key.includes('/') || !key.startsWith('artifact:');
}

function artifactLine({ name, version, tag, image }: Artifact): string {
  const parts = [
    tag === undefined ? '' : `tag ${codeSpan(tag)}`,
    image === undefined ? '' : codeSpan(image),
  ];
  return `- **${escapeMarkdown(name)}** ${escapeMarkdown(version)}${parts
    .filter((part) => part !== '')
    .map((part) => ` · ${part}`)
    .join('')}`;
}

function changelog(
  { since, commits, changes }: Candidate,
  { history, links }: Pick<Presentation, 'history' | 'links'>,
): string {
  const people = new Set(changes.map(({ author }) => author)).size;
  const from = since === undefined ? '' : ` since ${escapeMarkdown(since.tag)}`;
  const title = `Changelog${from} (${changes.length} pull requests, ${commits} commits, ${people} people)`;
  const pulls = `${links.server}/${fullName(history.release.repository)}/pull`;
  const lines = changes.map(
    ({ number, title: text, author }) =>
      `- ${escapeMarkdown(text)} ([#${number}](${linkTarget(`${pulls}/${number}`)})) by ${toMarkdown(say`${person(author)}`, links)}`,
  );
  return details(title, lines.length === 0 ? ['Nothing was merged by a pull request.'] : lines);
}

function footer({ history, links }: Presentation): string {
  const { openedBy, openedAt } = history.release;
  const who = openedBy === undefined ? say`a pushed tag` : say`${person(openedBy.login)}`;
  return `Opened by ${toMarkdown(who, links)} · ${clock(openedAt)} · ${codeSpan('/release help')}`;
}
