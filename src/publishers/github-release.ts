import { z } from 'zod';
import { showAddress } from '../domain/address.ts';
import { RingmasterError } from '../domain/errors.ts';
import type { Placement } from '../domain/placement.ts';
import { code, link, person, say } from '../domain/prose.ts';
import { type Artifact, fullName } from '../domain/release.ts';
import { fail, pass, pending } from '../domain/verdict.ts';
import { waiverLine } from '../domain/waiver.ts';
import type { GithubRelease, Releases } from '../plugin/forge.ts';
import { definePublisher } from '../plugin/publisher.ts';
import type { ReleaseView } from '../plugin/release-view.ts';
import { cut } from '../show/limit.ts';
import { toMarkdown } from '../show/markdown.ts';
import { isLatest, isPrerelease } from '../versions/order.ts';
import { versionIn } from '../versions/tag-pattern.ts';

const options = z.object({
  title: z.string().min(1).optional().describe('Title of the release. Default: the tag.'),
});

/** GitHub takes 125,000 characters; what is cut off stands on the tracking issue. */
const NOTES_LIMIT = 120_000;

interface ReleasePorts {
  readonly forge: { readonly releases: Releases };
}

/** Publishes a GitHub release for the tag, with notes from the changelog. */
export default definePublisher({
  name: 'github-release',
  verb: 'publish',
  title: 'Publishes a GitHub release with notes from the changelog',
  class: 'natural-key',
  options,

  async look(release, _options, { forge }: ReleasePorts) {
    const { artifact, step } = release;
    if (artifact.tag === undefined)
      return { state: 'unknown', reason: say`${code(artifact.name)} has no tag to release` };
    const { published, draft } = releasesOf(artifact.tag, await forge.releases.all());
    if (published !== undefined) return publishedPlacement(published, artifact);
    if (draft === undefined) return { state: 'absent', reason: say`about to be drafted` };
    return draftPlacement(draft, release, step);
  },

  async draft(release, wanted, { forge }: ReleasePorts) {
    const { draft } = releasesOf(release.artifact.tag, await forge.releases.all());
    await prepare(draft, release, { ...wanted, releases: forge.releases });
  },

  async publish(release, wanted, { forge }: ReleasePorts, found) {
    const all = await forge.releases.all();
    const { draft } = releasesOf(release.artifact.tag, all);
    // GitHub may show less now than a moment ago; a second draft would be the answer to that.
    if (found?.state === 'drafted' && draft === undefined)
      throw new RingmasterError('outside-unreachable', 'the draft cannot be seen just now');
    const { id } = await prepare(draft, release, { ...wanted, releases: forge.releases });
    const { commit } = release.candidate;
    await forge.releases.publish(id, { commit, latest: deservesLatest(release, all) });
  },

  async verify({ artifact, candidate }, _options, { forge }: ReleasePorts) {
    const tag = artifact.tag ?? '';
    const found = await forge.releases.publicByTag(tag);
    const commit = found === undefined ? undefined : await forge.releases.publicCommit(tag);
    if (found === undefined || commit === undefined)
      return pending(say`not visible to the public yet`);
    if (commit !== candidate.commit)
      return fail(say`${code(tag)} is at ${code(commit)}, approved was ${code(candidate.commit)}`);
    return pass(say`${link(found.tag, found.address)}`);
  },
});

interface Found {
  readonly published: GithubRelease | undefined;
  readonly draft: GithubRelease | undefined;
}

/** GitHub allows any number of drafts for a tag; ours counts before those of others. */
function releasesOf(tag: string | undefined, all: readonly GithubRelease[]): Found {
  const found = all.filter((each) => each.tag === tag);
  const drafts = found.filter(({ isDraft }) => isDraft);
  return {
    published: found.find(({ isDraft }) => !isDraft),
    draft: drafts.find(({ isOurs }) => isOurs) ?? drafts[0],
  };
}

function publishedPlacement(found: GithubRelease, { version }: Artifact): Placement {
  const address = link(found.tag, found.address);
  if (found.isPrerelease !== isPrerelease(version))
    return {
      state: 'different',
      reason: found.isPrerelease
        ? say`${address} is marked as a prerelease, which ${version} is not`
        : say`${address} is not marked as a prerelease, which ${version} is`,
      advice: [say`correct the mark there`],
    };
  return {
    state: 'same',
    reason: say`${address}`,
    addresses: [{ label: `GitHub release ${found.tag}`, url: found.address }],
  };
}

function draftPlacement(draft: GithubRelease, release: ReleaseView, step: string): Placement {
  const address = link(draft.tag, draft.address);
  if (!draft.isOurs)
    return {
      state: 'different',
      reason: say`somebody else has a draft of ${address}`,
      advice: [say`publish that draft there, or delete it and Ringmaster makes its own`],
    };
  if (!isAbout(draft, release))
    return {
      state: 'absent',
      reason: say`the draft of an earlier candidate is about to be renewed`,
    };
  return {
    state: 'drafted',
    reason: say`draft ${address}`,
    advice: [say`read the draft, then publish it there or say ${code(`/approve ${step}`)}`],
  };
}

/** Whether a draft is for this candidate. People may change its words, so either sign of it will do. */
function isAbout({ target, body }: GithubRelease, { candidate }: ReleaseView): boolean {
  return target === candidate.commit || body.includes(candidate.commit);
}

interface Preparing {
  readonly title?: string | undefined;
  readonly releases: Releases;
}

/** A draft of this candidate, with whatever people have written into it. */
async function prepare(
  draft: GithubRelease | undefined,
  release: ReleaseView,
  { title, releases }: Preparing,
): Promise<GithubRelease> {
  const { artifact, candidate } = release;
  const tag = artifact.tag ?? '';
  if (draft?.isOurs === true && isAbout(draft, release)) return draft;
  const wanted = {
    tag,
    commit: candidate.commit,
    title: title ?? tag,
    body: cut(notes(release), NOTES_LIMIT),
    prerelease: isPrerelease(artifact.version),
  };
  return draft?.isOurs === true ? releases.redraft(draft.id, wanted) : releases.draft(wanted);
}

/** "Latest" is for the highest final version of the tags that are spelt like this one. */
function deservesLatest({ artifact }: ReleaseView, all: readonly GithubRelease[]): boolean {
  const pattern = (artifact.tag ?? '').replace(artifact.version, '$version');
  const published = all.filter(({ isDraft }) => !isDraft);
  return isLatest(
    artifact.version,
    published.flatMap(({ tag }) => versionIn(tag, pattern) ?? []),
  );
}

function notes({ release, candidate, addresses, waivers, issue, server }: ReleaseView): string {
  const { repository } = release;
  const pulls = `${server}/${fullName(repository)}/pull`;
  const changes = candidate.changes.map(
    ({ number, title, author }) =>
      say`- ${title} (${link(`#${number}`, `${pulls}/${number}`)}) by ${person(author)}`,
  );
  const since =
    candidate.since === undefined ? [] : [say`## Changes since ${candidate.since.tag}`, []];
  const where =
    addresses.length === 0
      ? []
      : [[], say`## Get it`, [], ...addresses.map((address) => say`- ${showAddress(address)}`)];
  const record = [
    [],
    ...waivers.flatMap((each) => [waiverLine(each), []]),
    say`Approved and recorded on ${link(`#${issue.number}`, issue.address)}, built from ${code(candidate.commit)}.`,
  ];
  return [...since, ...changes, ...where, ...record]
    .map((line) => toMarkdown(line, { server }))
    .join('\n');
}
