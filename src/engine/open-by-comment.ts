import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { CommentHeard } from '../domain/journal.ts';
import { code, link, type Prose, say } from '../domain/prose.ts';
import { fullName } from '../domain/release.ts';
import type { Face, Forge } from '../plugin/forge.ts';
import type { Site } from '../plugin/place.ts';
import { toMarkdown } from '../show/markdown.ts';
import { effectMark } from '../show/marks.ts';
import type { Engine } from './engine.ts';
import { currentGroups, everyMember } from './groups.ts';
import { type Heard, hear } from './hearing.ts';
import { helpText } from './help.ts';
import { openRelease } from './open-release.ts';
import { processOf } from './process-file.ts';
import { proposedArtifacts } from './proposal-versions.ts';

/**
 * Judges a comment outside of tracking issues: the one place where a release can
 * be proposed by words. What will not pass by itself is answered, and never keeps
 * Ringmaster from the comments behind it.
 */
export async function openByComment(
  engine: Engine,
  site: Site,
  comment: CommentHeard,
): Promise<void> {
  try {
    await judge(engine, site, comment);
  } catch (error) {
    if (error instanceof RingmasterError && error.retry) throw error;
    await excuse(engine, site, { comment, error });
  }
}

/** Says what went wrong, where there is still somebody to say it to. */
async function excuse(
  engine: Engine,
  site: Site,
  { comment, error }: { readonly comment: CommentHeard; readonly error: unknown },
): Promise<void> {
  const about = { comment: comment.id, error: messageOf(error) };
  engine.log.error('a comment could not be judged', about);
  const words =
    error instanceof RingmasterError
      ? say`${error.message}`
      : say`an error inside Ringmaster, whose log says more`;
  try {
    await respond(engine, engine.outside.forgeAt(site), { comment, face: 'confused', words });
  } catch (again) {
    if (again instanceof RingmasterError && again.retry) throw again;
    engine.log.warn('a comment could not be answered', { ...about, error: messageOf(again) });
  }
}

async function judge(engine: Engine, site: Site, comment: CommentHeard): Promise<void> {
  const { commands } = engine.plugins;
  const forge = engine.outside.forgeAt(site);
  const found = await processOf(engine, site);
  if ('refusal' in found)
    return respond(engine, forge, { comment, face: 'confused', words: found.refusal });
  const groups = currentGroups(found.process, forge);
  const standing = {
    members: await everyMember(found.process, groups),
    role: () => forge.people.role(comment.author.login),
  };
  const heard = await hear(comment, { commands, standing, at: undefined });
  for (const each of heard) await answerTo(engine, { site, forge, comment, found }, each);
}

interface Proposal {
  readonly site: Site;
  readonly forge: Forge;
  readonly comment: CommentHeard;
  readonly found: Exclude<Awaited<ReturnType<typeof processOf>>, { refusal: Prose }>;
}

async function answerTo(
  engine: Engine,
  proposal: Proposal,
  { deeds, answer }: Heard,
): Promise<void> {
  const { forge, comment } = proposal;
  const [deed] = deeds;
  if (deed?.do === 'open') return propose(engine, proposal, deed.versions);
  const words = deed?.do === 'help' ? helpText(engine.plugins.commands) : answer.reply;
  await respond(engine, forge, { comment, face: answer.face, words });
}

async function propose(
  engine: Engine,
  { site, forge, comment, found }: Proposal,
  versions: readonly string[],
): Promise<void> {
  const proposed = proposedArtifacts(versions, found.process);
  if ('refusal' in proposed)
    return respond(engine, forge, { comment, face: 'confused', words: proposed.refusal });
  const opened = await openRelease(engine, {
    site,
    ...found,
    artifacts: proposed.artifacts,
    by: comment.author,
  });
  const row =
    opened.row.issue === undefined ? await issueOf(engine, opened.row.id) : opened.row.issue;
  const where =
    row === undefined
      ? say`its tracking issue is about to be opened`
      : say`${link(`#${row}`, `${engine.settings.server}/${fullName(site.repository)}/issues/${row}`)}`;
  const tags = code(proposed.artifacts.map(({ tag, name }) => tag ?? name).join(' + '));
  const words = opened.isNew
    ? say`${tags} is proposed: ${where}`
    : say`${tags} is being released already: ${where}`;
  await respond(engine, forge, { comment, face: opened.isNew ? 'rocket' : 'eyes', words });
}

/** Waits a moment for the tracking issue, so that the answer can link it. */
async function issueOf(
  { store, clock, settings }: Engine,
  release: string,
): Promise<number | undefined> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const stored = await store.releases.load(release);
    if (stored?.row.issue !== undefined) return stored.row.issue;
    await clock.sleep(Math.min(settings.poll, 250));
  }
  return undefined;
}

interface Response {
  readonly comment: CommentHeard;
  readonly face: Face;
  readonly words: Prose | undefined;
}

/** Answers a comment that belongs to no release: looked for first, because nothing is noted of it. */
async function respond(
  engine: Engine,
  forge: Forge,
  { comment, face, words }: Response,
): Promise<void> {
  await forge.issues.react({ comment: comment.id }, face);
  if (words === undefined) return;
  const mark = effectMark(engine.hash(`reply\ncomment ${comment.id}`).slice(0, 32));
  const said = await forge.issues.ownSince(comment.at, mark);
  if (said.length > 0) return;
  const text = toMarkdown(words, { server: engine.settings.server });
  await forge.issues.comment(comment.issue, `${mark}\n${text}`);
}
