import { code, link, type Prose, say } from '../../domain/prose.ts';
import { candidateName } from '../../domain/release.ts';
import type { ReleaseView } from '../../plugin/release-view.ts';
import { toMarkdown } from '../../show/markdown.ts';
import type { Addition, Promoted } from './additions.ts';

/** `Image promotion for app v1.2.0 / 1.2.0`, as reviewers of such lists know it. */
export function proposalTitle({ release }: ReleaseView, additions: readonly Addition[]): string {
  return promotionTitle(release.product, additions);
}

/** The same for a project by its name. */
export function promotionTitle(project: string, additions: readonly Promoted[]): string {
  const tags = [...new Set(additions.map(({ tag }) => tag))];
  return `Image promotion for ${project} ${tags.join(' / ')}`;
}

/** What reviewers need: which digests, from where, who approved them, and what has been checked. */
export function proposalBody(view: ReleaseView, additions: readonly Addition[]): string {
  const { candidate, release, issue, server } = view;
  const links = { server };
  const lines = [
    say`Promotes ${release.title}, candidate ${candidateName(candidate)}, built from ${code(candidate.commit)}. Approved on ${link(`${release.product}#${issue.number}`, issue.address)}.`,
    [],
    ...additions.flatMap(describeDigests),
    [],
    say`Checked by Ringmaster: each digest is what the staging tag named when the release was approved, with every platform listed above; the tag is new in this list; nothing else in the list changes. If a digest moves in staging, this pull request becomes a draft that nobody can merge.`,
  ];
  return lines.map((line) => toMarkdown(line, links)).join('\n');
}

/** An image with its digest and those of its platforms, as the lines of a list. */
export function describeDigests(promoted: Promoted): readonly Prose[] {
  const { image, tag, digest, platforms, promotion } = promoted;
  const { from } = promotion;
  const parts = platforms.map(({ platform, digest: each }) => say`  - ${platform} ${code(each)}`);
  return [
    say`- ${code(image)} ${code(tag)} ${code(digest)} from ${code(`${from.host}/${from.path}`)}`,
    ...parts,
  ];
}
