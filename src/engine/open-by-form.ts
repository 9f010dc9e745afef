import { say } from '../domain/prose.ts';
import { authorize } from '../people/authorize.ts';
import type { Issue } from '../plugin/forge.ts';
import type { Site } from '../plugin/place.ts';
import { toMarkdown } from '../show/markdown.ts';
import { effectMark } from '../show/marks.ts';
import type { Engine } from './engine.ts';
import { currentGroups, everyMember } from './groups.ts';
import { openRelease } from './open-release.ts';
import { processOf } from './process-file.ts';
import { proposedArtifacts } from './proposal-versions.ts';

/** The label that the issue form "Release proposal" puts on what is filed with it. */
const LABEL = 'release-proposal';

const VERSION = /^### Version[ \t\r]*\n\s*(\S[^\n]*)/m;

/** An issue that was filed with the form becomes the tracking issue of the release that it proposes. */
export async function openByForm(engine: Engine, site: Site, number: number): Promise<void> {
  const forge = engine.outside.forgeAt(site);
  const issue = await forge.issues.get(number);
  if (issue === undefined || !isProposal(issue)) return;
  const refusal = await propose(engine, site, issue);
  if (refusal === undefined) return;
  const mark = effectMark(engine.hash(`reply\nissue ${number}`).slice(0, 32));
  const said = await forge.issues.ownSince(issue.createdAt, mark);
  if (said.length === 0) await forge.issues.comment(number, `${mark}\n${refusal}`);
}

function isProposal({ isOpen, isBot, labels, body }: Issue): boolean {
  return isOpen && !isBot && labels.includes(LABEL) && VERSION.test(body);
}

/** @returns why the proposal was not taken, as Markdown; undefined where it was. */
async function propose(engine: Engine, site: Site, issue: Issue): Promise<string | undefined> {
  const { server } = engine.settings;
  const words = (VERSION.exec(issue.body)?.[1] ?? '').trim().split(/[\s,]+/);
  const found = await processOf(engine, site);
  if ('refusal' in found) return toMarkdown(found.refusal, { server });
  const forge = engine.outside.forgeAt(site);
  const members = await everyMember(found.process, currentGroups(found.process, forge));
  const role = () => forge.people.role(issue.author.login);
  const permission = await authorize(issue.author, 'writer', { members, role });
  if (!permission.allowed) return toMarkdown(permission.because, { server });
  const proposed = proposedArtifacts(words, found.process);
  if ('refusal' in proposed) return toMarkdown(proposed.refusal, { server });
  const opened = await openRelease(engine, {
    site,
    ...found,
    artifacts: proposed.artifacts,
    by: issue.author,
    issue: issue.number,
  });
  if (opened.isNew || opened.row.issue === issue.number) return undefined;
  return toMarkdown(say`this is being released already: #${opened.row.issue ?? 0}`, { server });
}
