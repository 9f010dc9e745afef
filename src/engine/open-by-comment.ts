import type { LedgerLine } from '../domain/effect.ts';
import { messageOf, RingmasterError } from '../domain/errors.ts';
import type { CommentHeard } from '../domain/journal.ts';
import { code, link, type Prose, say } from '../domain/prose.ts';
import { fullName } from '../domain/release.ts';
import type { Face } from '../plugin/forge.ts';
import { planReaction, planReply } from './answer.ts';
import type { Engine } from './engine.ts';
import { currentGroups, everyMember } from './groups.ts';
import { type Heard, hear } from './hearing.ts';
import { helpText } from './help.ts';
import { openRelease } from './open-release.ts';
import { type ProcessRead, processOf } from './process-file.ts';
import { proposedArtifacts } from './proposal-versions.ts';
import type { SiteSession } from './site-session.ts';

/**
 * Judges a comment outside of tracking issues: the one place where a release can
 * be proposed by words. What will not pass by itself is answered, and never keeps
 * Ringmaster from the comments behind it.
 * @returns the answers, to be stored with the fact that it was heard.
 */
export async function openByComment(
  session: SiteSession,
  comment: CommentHeard,
): Promise<readonly LedgerLine[]> {
  try {
    return await judge(session, comment);
  } catch (error) {
    if (error instanceof RingmasterError && error.retry) throw error;
    session.engine.log.error('a comment could not be judged', {
      comment: comment.id,
      error: messageOf(error),
    });
    const words =
      error instanceof RingmasterError
        ? say`${error.message}`
        : say`an error inside Ringmaster, whose log says more`;
    return answers(session, comment, { face: 'confused', words });
  }
}

async function judge(session: SiteSession, comment: CommentHeard): Promise<readonly LedgerLine[]> {
  const { engine, site } = session;
  const forge = engine.outside.forgeAt(site);
  const found = await processOf(engine, site);
  if ('refusal' in found)
    return answers(session, comment, { face: 'confused', words: found.refusal });
  const groups = currentGroups(found.process, forge);
  const standing = {
    members: await everyMember(found.process, groups),
    role: () => forge.people.role(comment.author.login),
  };
  const { commands } = engine.plugins;
  const heard = await hear(comment, { commands, standing, at: undefined });
  const lines: LedgerLine[] = [];
  for (const each of heard) lines.push(...(await answerTo(session, { comment, found }, each)));
  return lines;
}

interface Proposal {
  readonly comment: CommentHeard;
  readonly found: ProcessRead;
}

async function answerTo(
  session: SiteSession,
  proposal: Proposal,
  { deeds, answer }: Heard,
): Promise<readonly LedgerLine[]> {
  const { comment } = proposal;
  const [deed] = deeds;
  if (deed?.do === 'open') return propose(session, proposal, deed.versions);
  const { commands } = session.engine.plugins;
  const words = deed?.do === 'help' ? helpText(commands) : answer.reply;
  return answers(session, comment, { face: answer.face, words });
}

async function propose(
  session: SiteSession,
  { comment, found }: Proposal,
  versions: readonly string[],
): Promise<readonly LedgerLine[]> {
  const { engine, site } = session;
  const proposed = proposedArtifacts(versions, found.process);
  if ('refusal' in proposed)
    return answers(session, comment, { face: 'confused', words: proposed.refusal });
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
  return answers(session, comment, { face: opened.isNew ? 'rocket' : 'eyes', words });
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

function answers(
  session: SiteSession,
  { id, issue, at }: CommentHeard,
  { face, words }: { readonly face: Face; readonly words: Prose | undefined },
): readonly LedgerLine[] {
  const reaction = planReaction(session, id, face);
  if (words === undefined) return [reaction];
  const spot = { issue, since: at };
  return [reaction, planReply(session, { target: `comment ${id}`, words, spot })];
}
