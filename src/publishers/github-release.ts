import { z } from 'zod';
import { showAddress } from '../domain/address.ts';
import { code, link, person, say } from '../domain/prose.ts';
import { fullName } from '../domain/release.ts';
import { pass, pending } from '../domain/verdict.ts';
import type { GithubRelease, Releases } from '../plugin/forge.ts';
import { definePublisher } from '../plugin/publisher.ts';
import type { ReleaseView } from '../plugin/release-view.ts';
import { toMarkdown } from '../show/markdown.ts';
import { isLatest, isPrerelease } from '../versions/order.ts';
import { versionIn } from '../versions/tag-pattern.ts';

const options = z.object({
  title: z.string().min(1).optional().describe('Title of the release. Default: the tag.'),
});

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

  async look({ artifact, step }, _options, { forge }: ReleasePorts) {
    if (artifact.tag === undefined)
      return { state: 'unknown', reason: say`${code(artifact.name)} has no tag to release` };
    const found = await releaseFor(artifact.tag, forge.releases);
    if (found === undefined) return { state: 'absent', reason: say`about to be drafted` };
    const address = link(found.tag, found.address);
    return found.isDraft
      ? {
          state: 'drafted',
          reason: say`draft ${address}`,
          advice: [say`read the draft, then publish it there or say ${code(`/approve ${step}`)}`],
        }
      : {
          state: 'same',
          reason: say`${address}`,
          addresses: [{ label: `GitHub release ${found.tag}`, url: found.address }],
        };
  },

  async draft(release, wanted, { forge }: ReleasePorts) {
    await makeDraft(release, wanted.title, forge.releases);
  },

  async publish(release, wanted, { forge }: ReleasePorts) {
    const all = await forge.releases.all();
    const tag = release.artifact.tag ?? '';
    const draft =
      all.find((each) => each.tag === tag) ??
      (await makeDraft(release, wanted.title, forge.releases));
    await forge.releases.publish(draft.id, { latest: deservesLatest(release, all) });
  },

  async verify({ artifact }, _options, { forge }: ReleasePorts) {
    const found = await forge.releases.publicByTag(artifact.tag ?? '');
    if (found === undefined) return pending(say`not visible to the public yet`);
    return pass(say`${link(found.tag, found.address)}`);
  },
});

async function releaseFor(tag: string, releases: Releases): Promise<GithubRelease | undefined> {
  const all = await releases.all();
  return (
    all.find((each) => each.tag === tag && !each.isDraft) ?? all.find((each) => each.tag === tag)
  );
}

function makeDraft(
  release: ReleaseView,
  title: string | undefined,
  releases: Releases,
): Promise<GithubRelease> {
  const { artifact, candidate } = release;
  const tag = artifact.tag ?? '';
  return releases.draft({
    tag,
    commit: candidate.commit,
    title: title ?? tag,
    body: notes(release),
    prerelease: isPrerelease(artifact.version),
  });
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

function notes({ release, candidate, addresses, issue, server }: ReleaseView): string {
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
    say`Approved and recorded on ${link(`#${issue.number}`, issue.address)}, built from ${code(candidate.commit)}.`,
  ];
  return [...since, ...changes, ...where, ...record]
    .map((line) => toMarkdown(line, { server }))
    .join('\n');
}
