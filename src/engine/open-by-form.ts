import { type Prose, say } from '../domain/prose.ts';
import { authorize } from '../people/authorize.ts';
import type { Issue } from '../plugin/forge.ts';
import type { Site } from '../plugin/place.ts';
import { siteKey } from '../plugin/store.ts';
import { planReply } from './answer.ts';
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
  const words = await propose(engine, site, issue);
  if (words === undefined) return;
  const { id } = site.repository;
  const spot = { issue: number, since: issue.createdAt };
  const book = { engine, key: siteKey(id) };
  await engine.store.sites.plan(id, [planReply(book, { target: `issue ${number}`, words, spot })]);
  await engine.queue.wake('site', String(id));
}

function isProposal({ isOpen, isBot, labels, body }: Issue): boolean {
  return isOpen && !isBot && labels.includes(LABEL) && VERSION.test(body);
}

/** @returns why the proposal was not taken; undefined where it was. */
async function propose(engine: Engine, site: Site, issue: Issue): Promise<Prose | undefined> {
  const words = (VERSION.exec(issue.body)?.[1] ?? '').trim().split(/[\s,]+/);
  const found = await processOf(engine, site);
  if ('refusal' in found) return found.refusal;
  const forge = engine.outside.forgeAt(site);
  const members = await everyMember(found.process, currentGroups(found.process, forge));
  const role = () => forge.people.role(issue.author.login);
  const permission = await authorize(issue.author, 'writer', { members, role });
  if (!permission.allowed) return permission.because;
  const proposed = proposedArtifacts(words, found.process);
  if ('refusal' in proposed) return proposed.refusal;
  const opened = await openRelease(engine, {
    site,
    ...found,
    artifacts: proposed.artifacts,
    by: issue.author,
    issue: issue.number,
  });
  if (opened.isNew || opened.row.issue === issue.number) return undefined;
  return say`this is being released already: #${opened.row.issue ?? 0}`;
}
